import { parseDate } from "../../../types/time-parse.js";
import { commonType } from "../../../plan/coerce.js";
import type { DataType, DecimalType, StructType } from "../../../types/data-type.js";
import type { TextOptions } from "../json/options.js";
import { timeTexts, type TimeTexts } from "../json/times.js";
import { realOf } from "./cells.js";
import { csvOptions, type CsvOptions } from "./options.js";
import { CsvTokenizer } from "./tokenizer.js";

const STRING: DataType = { kind: "string" };
const NULL: DataType = { kind: "null" };

/** Works out the types of columns from records, as Spark: the narrowest that takes every cell. */
export class CsvInference {
  readonly #options: CsvOptions;
  readonly #times: TimeTexts;
  readonly #texts: TextOptions;
  readonly #types: DataType[];

  constructor(columns: number, options: TextOptions, timeZone: string) {
    this.#options = csvOptions(options);
    this.#times = timeTexts(options, timeZone);
    this.#texts = options;
    this.#types = new Array<DataType>(columns).fill(NULL);
  }

  add(cells: readonly string[]): void {
    for (let i = 0; i < this.#types.length && i < cells.length; i++) {
      const cell = cells[i]!;
      if (cell === "" || cell === this.#options.format.nullValue) continue;
      const before = this.#types[i]!;
      if (before.kind === "string") continue;
      this.#types[i] = this.#meet(before, this.#typeOf(cell, before));
    }
  }

  schema(names: readonly string[]): StructType {
    const type = (i: number): DataType => (this.#types[i]!.kind === "null" ? STRING : this.#types[i]!);
    return { kind: "struct", fields: names.map((name, i) => ({ name, type: type(i), nullable: true })) };
  }

  /** What a cell is, no narrower than what its column is already. */
  #typeOf(cell: string, before: DataType): DataType {
    const rung = ["null", "int", "long", "decimal", "double", "date", "timestamp", "boolean"].indexOf(
      before.kind,
    );
    if (rung <= 2 && /^[+-]?\d+$/.test(cell)) {
      const value = BigInt(cell.replace("+", ""));
      if (rung <= 1 && BigInt.asIntN(32, value) === value) return { kind: "int" };
      if (BigInt.asIntN(64, value) === value) return { kind: "long" };
    }
    if (rung <= 3) {
      const decimal = wholeDecimal(cell);
      if (decimal) return decimal;
    }
    if (rung <= 4 && realOf(cell, this.#options) !== null) return { kind: "double" };
    if (rung <= 5 && this.#options.prefersDate && this.#isDate(cell)) return { kind: "date" };
    if (rung <= 6 && this.#times.readTimestamp(cell) !== null) return { kind: "timestamp" };
    return /^(?:true|false)$/i.test(cell) ? { kind: "boolean" } : STRING;
  }

  #isDate(cell: string): boolean {
    if (this.#texts["dateformat"] !== undefined) return this.#times.readDate(cell) !== null;
    return /^\d{4}-\d{2}-\d{2}$/.test(cell) && parseDate(cell) !== null;
  }

  #meet(a: DataType, b: DataType): DataType {
    if (a.kind === "null") return b;
    if (a.kind === "decimal" && b.kind === "decimal") {
      const digits = Math.max(a.precision, b.precision);
      return { kind: "decimal", precision: digits, scale: 0 };
    }
    const kinds = new Set([a.kind, b.kind]);
    if (kinds.has("decimal")) {
      if (kinds.has("double")) return { kind: "double" };
      const least = kinds.has("int") ? 10 : kinds.has("long") ? 20 : null;
      const decimal = (a.kind === "decimal" ? a : b) as DecimalType;
      return least === null ? STRING : { ...decimal, precision: Math.max(least, decimal.precision) };
    }
    if (kinds.has("date") && kinds.has("timestamp")) {
      const isPlain = this.#texts["timestampformat"] === undefined && this.#texts["dateformat"] === undefined;
      return isPlain ? { kind: "timestamp" } : STRING;
    }
    if (kinds.has("string") || kinds.has("boolean")) return kinds.size === 1 ? a : STRING;
    return commonType(a, b) ?? STRING;
  }
}

/** A number without a fraction that no long holds: `12345678901234567890`, `1E+20`. */
function wholeDecimal(cell: string): DataType | null {
  const [, digits = "", exponent = "0"] = /^[+-]?(\d+)(?:[eE]([+-]?\d+))?$/.exec(cell) ?? [];
  if (digits === "" || Number(exponent) < 0) return null;
  const precision = digits.replace(/^0+(?=\d)/, "").length;
  // A power of ten makes a negative scale, which a decimal of Spark does not have.
  if (precision > 38 || Number(exponent) > 0) return null;
  return { kind: "decimal", precision, scale: 0 };
}

/** The schema of a text that is one record: `schema_of_csv`. */
export function schemaOfCsv(text: string, options: TextOptions, timeZone: string): StructType {
  const cells = new CsvTokenizer(csvOptions(options).format).read(text)?.cells ?? [];
  const inference = new CsvInference(cells.length, options, timeZone);
  inference.add(cells);
  return inference.schema(cells.map((_, i) => `_c${i}`));
}

/** Names of columns from a header: what is empty or there twice (without regard to case) gets its place. */
export function headerNames(cells: readonly string[], nullValue: string): string[] {
  const count = new Map<string, number>();
  for (const cell of cells) count.set(cell.toLowerCase(), (count.get(cell.toLowerCase()) ?? 0) + 1);
  return cells.map((cell, i) => {
    if (cell === "" || cell === nullValue) return `_c${i}`;
    return count.get(cell.toLowerCase())! > 1 ? `${cell}${i}` : cell;
  });
}
