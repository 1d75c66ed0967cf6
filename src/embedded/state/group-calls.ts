import { StreambookError } from "../../errors.js";
import { schemaOf, type ResolvedGroupState } from "../../plan/resolved.js";
import { describeValue } from "../../types/describe-value.js";
import { rowReader } from "../../types/from-public.js";
import { rowFactory } from "../../types/row.js";
import { toPublic } from "../../types/to-public.js";
import { keyText } from "./key-text.js";
import { UserGroupState, type GroupMoment } from "./user-group-state.js";

type Values = readonly unknown[];

/** What is kept of a group. */
export interface KeptGroup {
  /** The row number in the state table. */
  readonly row: bigint;
  readonly key: Values;
  /** Null for a group that is kept for its timeout only. */
  readonly value: Values | null;
  readonly timeoutAt: number | null;
}

/** What a call has changed of a group: the value is null where it was forgotten, but its timeout was not. */
export interface ChangedGroup {
  /** The row to replace; null for a new group. */
  readonly row: bigint | null;
  readonly key: Values;
  readonly value: Values | null;
  readonly timeoutAt: number | null;
}

/** The outcome of a batch's calls. */
export interface GroupResults {
  readonly output: Values[];
  readonly changed: ChangedGroup[];
  /** Row numbers of groups that are kept no more. */
  readonly removed: bigint[];
  /** Calls that removed a group, whether it was kept or not: what Spark counts. */
  removals: number;
}

/** Runs the user's function over the groups of a batch, then over those that have timed out. */
export class GroupCalls {
  readonly #plan: ResolvedGroupState;
  readonly #toRow: (values: Values) => unknown;
  readonly #toKey: (key: Values) => unknown;
  readonly #readOutput: (row: unknown) => Values;
  readonly #readState: (value: unknown) => Values;
  readonly #showState: (value: Values) => unknown;

  constructor(plan: ResolvedGroupState) {
    const { definition, keys, timeZone } = plan;
    this.#plan = plan;
    this.#toRow = rowFactory(schemaOf(plan.child.output));
    const [only] = keys;
    const row = rowFactory(schemaOf(keys.map((k) => k.attribute)));
    this.#toKey =
      keys.length === 1 && only ? (key) => toPublic(key[0], only.attribute.type) : (key) => row(key);
    this.#readOutput = rowReader(definition.output, { step: definition.verb, timeZone });
    this.#readState = rowReader(definition.state, { step: `${definition.verb}: state.update`, timeZone });
    this.#showState = rowFactory(definition.state);
  }

  /**
   * `rows` are the keys followed by the columns, `kept` what is known of these groups and of those that are due. Groups of the batch come
   * first, in the order of their first rows.
   */
  run(
    rows: readonly Values[],
    kept: readonly KeptGroup[],
    moment: Pick<GroupMoment, "time" | "watermark">,
    isDue: (timeoutAt: number) => boolean,
  ): GroupResults {
    const results: GroupResults = { output: [], changed: [], removed: [], removals: 0 };
    const { verb, timeout } = this.#plan.definition;
    const read = this.#readState;
    const shared: GroupMoment = { ...moment, timeout, step: verb, read, show: this.#showState };
    const byKey = new Map(kept.map((group) => [keyText(group.key), group]));
    const width = this.#plan.keys.length;
    const groups = new Map<string, { readonly key: Values; readonly rows: unknown[] }>();
    for (const values of rows) {
      const key = values.slice(0, width);
      const text = keyText(key);
      let group = groups.get(text);
      if (!group) groups.set(text, (group = { key, rows: [] }));
      group.rows.push(this.#toRow(values.slice(width)));
    }
    for (const [text, group] of groups)
      this.#call(group.key, group.rows, byKey.get(text) ?? null, false, shared, results);
    for (const [text, group] of byKey)
      if (!groups.has(text) && group.timeoutAt !== null && isDue(group.timeoutAt))
        this.#call(group.key, [], group, true, shared, results);
    return results;
  }

  #call(
    key: Values,
    rows: unknown[],
    before: KeptGroup | null,
    hasTimedOut: boolean,
    moment: GroupMoment,
    results: GroupResults,
  ): void {
    const state = new UserGroupState(moment, before?.value ?? null, hasTimedOut);
    const shown = this.#toKey(key);
    try {
      const f = this.#plan.definition.f as (key: unknown, rows: unknown[], state: unknown) => unknown;
      // A generator runs while it is read: what fails in it fails in the function.
      for (const row of this.#rowsOf(f(shown, rows, state))) results.output.push(this.#readOutput(row));
    } catch (error) {
      throw error instanceof StreambookError ? error : failed(moment.step, shown, error);
    }
    if (state.isRemoved && state.timeoutAt === null) {
      results.removals++;
      if (before) results.removed.push(before.row);
      return;
    }
    if (!state.isUpdated && !state.isRemoved && state.timeoutAt === (before?.timeoutAt ?? null)) return;
    results.changed.push({
      row: before?.row ?? null,
      key,
      value: state.value,
      timeoutAt: state.timeoutAt,
    });
  }

  #rowsOf(result: unknown): Iterable<unknown> {
    const { verb } = this.#plan.definition;
    if (verb === "mapGroupsWithState") {
      if (result !== null && result !== undefined && !isPromise(result)) return [result];
    } else {
      if (result === null || result === undefined) return [];
      if (typeof result === "object" && Symbol.iterator in result) return result as Iterable<unknown>;
    }
    throw new StreambookError({
      code: "UDTF_RETURN_NOT_ITERABLE",
      step: verb,
      rule:
        verb === "mapGroupsWithState"
          ? "The function gives one row for each call."
          : "The function gives the rows that come out, as an array or a generator.",
      got: isPromise(result) ? "a Promise" : describeValue(result),
      cure: isPromise(result)
        ? "a plain function instead of an async one; what has to be awaited belongs into foreachBatch"
        : "(key, rows, state) => [{ … }]; [] when nothing is to come out",
    });
  }
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}

function failed(step: string, key: unknown, error: unknown): StreambookError {
  return new StreambookError({
    code: "FAILED_EXECUTE_UDF",
    step,
    rule: `The function failed: ${error instanceof Error ? error.message : String(error)}`,
    got: `the group ${describeValue(key)}`,
    cure: "mend the function; the batch is run again at the next start from the same checkpoint",
    cause: error,
  });
}
