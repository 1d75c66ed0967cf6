import { Row, t, type DataFrame, type GroupState } from "streambook";

const START = Date.UTC(2024, 0, 1);
const output = t.struct({ k: t.string(), said: t.string(), c: t.long() });

interface Counted {
  readonly c: bigint;
  readonly later: string | null;
}

/**
 * State per key whose function does what its rows say, the twin of scripts/oracle/stream_groups.py. Rows carry `n`, their order, and `op`, what to do;
 * `said` tells each call. When the group times out it does what `later` keeps, or is removed.
 */
export function toldGroups(
  df: DataFrame<unknown>,
  keys: readonly string[],
  outputMode: "append" | "update",
  timeout: "none" | "processingTime" | "eventTime" = "none",
): DataFrame {
  const call = (key: unknown, given: unknown[], group: unknown): object[] => {
    const rows = given as { readonly n: bigint; readonly op: string }[];
    const state = group as GroupState<Counted>;
    let count: bigint | null = state.exists ? state.get().c : null;
    let later: string | null = state.exists ? state.get().later : null;
    const said = [
      state.hasTimedOut ? "timeout" : `${rows.length} rows`,
      count === null ? "new" : `c=${count}`,
    ];
    if (timeout === "eventTime")
      said.push(state.currentWatermark ? `wm=${(state.currentWatermark - START) / 1000}` : "wm=none");
    const inOrder = [...rows].sort((a, b) => Number(a.n - b.n));
    const ops = state.hasTimedOut
      ? (later ?? "remove").split(";")
      : inOrder.flatMap(({ op }) => op.split(";"));
    let out = 1;
    for (const op of ops) {
      const [verb, text = ""] = op.split(/ (.*)/);
      if (verb === "add") state.update({ c: (count = (count ?? 0n) + 1n), later });
      else if (verb === "later")
        state.update({ c: (count ??= 0n), later: (later = text.replaceAll(",", ";")) });
      else if (verb === "remove") {
        [count, later] = [null, null];
        state.remove();
      } else if (verb === "at") state.setTimeoutTimestamp(START + Number(text) * 1000);
      else if (verb === "in") state.setTimeoutDuration(Number(text));
      else if (verb === "exists") said.push(`exists=${state.exists}`);
      else if (verb === "out") out = Number(text);
    }
    const k = key instanceof Row ? key.toArray().map(String).join("/") : String(key);
    return Array.from({ length: out }, () => ({ k, said: said.join(" "), c: count ?? 0n }));
  };
  return df
    .groupBy(...(keys as [string]))
    .flatMapGroupsWithState({ state: "c bigint, later string", output, outputMode, timeout }, call as never);
}
