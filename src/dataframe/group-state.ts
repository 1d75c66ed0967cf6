import { StreambookError } from "../errors.js";
import type { GroupFunction, GroupState, GroupStateDefinition, GroupTimeout } from "../plan/group-state.js";
import type { StructType } from "../types/data-type.js";
import { parseSchemaDDL } from "../types/ddl.js";
import { describeValue } from "../types/describe-value.js";
import type { Row } from "../types/row.js";
import type { InputRowOf, RowOf } from "../types/typed.js";

/** The key of a group: the value of the one grouping column, or a row of several. */
export type GroupKey<R, K extends readonly (keyof R & string)[]> = K["length"] extends 1
  ? R[K[0]]
  : Row & Pick<R, K[number]>;

/** Gives the rows that come out of a call. Written as a method so that tables of more columns stay tables of fewer. */
export type FlatMapGroups<K, R, S, O> = {
  call(key: K, rows: R[], state: GroupState<RowOf<S>>): Iterable<InputRowOf<O>> | null | undefined | void;
}["call"];

/** Gives the one row that comes out of a call. */
export type MapGroups<K, R, S, O> = {
  call(key: K, rows: R[], state: GroupState<RowOf<S>>): InputRowOf<O>;
}["call"];

/** How state is kept per key. */
export interface GroupStateOptions<S extends StructType, O extends StructType> {
  /** What is kept of a group. */
  readonly state: S | string;
  /** The rows that come out. */
  readonly output: O | string;
  /** The output mode the function is written for, and of the query: its rows are final (append), or replace earlier ones of the group (update). */
  readonly outputMode: "append" | "update";
  /** `"processingTime"` or `"eventTime"`; `"none"` unless told. Spark's names (`"EventTimeTimeout"`) are known too. */
  readonly timeout?: GroupTimeout | "NoTimeout" | "ProcessingTimeTimeout" | "EventTimeTimeout";
}

const known = ["state", "output", "outputMode", "timeout"];
const timeouts: Readonly<Record<string, GroupTimeout>> = {
  none: "none",
  notimeout: "none",
  processingtime: "processingTime",
  processingtimetimeout: "processingTime",
  eventtime: "eventTime",
  eventtimetimeout: "eventTime",
};

/** Checks what the user gave. Throws GROUP_STATE_OPTIONS. */
export function groupStateDefinition(
  verb: GroupStateDefinition["verb"],
  options: GroupStateOptions<StructType, StructType>,
  f: GroupFunction,
  isPlain: boolean,
): GroupStateDefinition {
  const refuse = (rule: string, got: string, cure: string): StreambookError =>
    new StreambookError({ code: "GROUP_STATE_OPTIONS", step: verb, rule, got, cure });
  if (!isPlain) throw refuse("State per key needs plain groups.", "cube, rollup or pivot", 'groupBy("key")');
  if (typeof f !== "function")
    throw refuse(
      "The second argument is a function.",
      describeValue(f),
      `${verb}({ … }, (key, rows, state) => …)`,
    );
  for (const name of Object.keys(options))
    if (!known.includes(name)) throw refuse("There is no such option.", name, known.join(", "));
  const mode = String(options.outputMode).toLowerCase();
  if (mode !== "append" && mode !== "update")
    throw refuse(
      "The output mode of the function is append or update.",
      describeValue(options.outputMode),
      'outputMode: "update"',
    );
  const timeout = timeouts[(options.timeout ?? "none").toLowerCase()];
  if (!timeout)
    throw refuse(
      "There is no such timeout.",
      describeValue(options.timeout),
      '"none", "processingTime" or "eventTime"',
    );
  const struct = (name: "state" | "output"): StructType => {
    const given = options[name];
    if (typeof given === "string") return parseSchemaDDL(given);
    if (given?.kind === "struct") return given;
    throw refuse(`${name} is a struct type.`, describeValue(given), `${name}: t.struct({ n: t.long() })`);
  };
  return { verb, state: struct("state"), output: struct("output"), outputMode: mode, timeout, f };
}
