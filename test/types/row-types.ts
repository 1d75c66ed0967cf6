// Read by the compiler only: what it knows of a row from its schema. row-types.test.ts compiles it as tslab does.
import { structType, t } from "../../src/types/index.js";
import type { InputRowOf, Row, RowOf, StructType } from "../../src/types/index.js";

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
export declare function same<T extends true>(): T;

const schema = t.struct({
  Arrival_Time: t.long(),
  x: t.notNull(t.double()),
  time: t.timestamp(),
  tags: t.array(t.string()),
  whole: t.array(t.int(), false),
  counts: t.map(t.string(), t.long()),
  price: t.decimal(10, 2),
  inner: t.struct({ a: t.int(), get: t.string() }),
  raw: t.binary(),
});
type Reading = RowOf<typeof schema>;
export declare const row: Reading;

export function fieldsHaveTheirTypes(): void {
  same<Equal<Reading["Arrival_Time"], bigint | null>>();
  same<Equal<Reading["x"], number>>();
  same<Equal<Reading["time"], Date | null>>();
  same<Equal<Reading["tags"], (string | null)[] | null>>();
  same<Equal<Reading["whole"], number[] | null>>();
  same<Equal<Reading["counts"], Map<string, bigint | null> | null>>();
  same<Equal<Reading["raw"], Uint8Array | null>>();
  same<Equal<NonNullable<Reading["price"]>["unscaled"], bigint>>();
  // A column named like a method of Row is the column.
  same<Equal<NonNullable<Reading["inner"]>["get"], string | null>>();
  // @ts-expect-error a misspelt column
  void row.Arival_Time;
}

export const methodsAreThere: [Row, unknown[], unknown] = [row, row.toArray(), row.get("x")];

const added = structType()
  .add("a", t.long())
  .add("b", "string", false)
  .add("c", "array<int>")
  .add("d", "int");
type Added = RowOf<typeof added>;
export function addedFieldsHaveTheirTypes(): void {
  same<Equal<Added["a"], bigint | null>>();
  same<Equal<Added["b"], string>>();
  same<Equal<Added["d"], number | null>>();
}

type Input = InputRowOf<typeof schema>;
export const inputs: Input[] = [
  { Arrival_Time: 1, time: "2020-01-01", tags: ["a"], counts: { a: 1n }, price: "1.5", inner: { a: 1 } },
  { Arrival_Time: 1n, time: new Date(0), counts: new Map([["a", 1]]), inner: [1, "x"] },
  [1, 2],
];
// @ts-expect-error text is no long
export const wrongType: Input = { Arrival_Time: "1" };
// @ts-expect-error no such field
export const wrongName: Input = { Arival_Time: 1 };

export declare const unknownSchema: StructType;
// Nothing is known of its rows, so nothing is forbidden.
export function rowsOfUnknownSchemas(): void {
  same<Equal<1 extends RowOf<typeof unknownSchema>["whatever"] ? true : false, true>>();
}
export const bothAreSchemas: StructType[] = [schema, added];
