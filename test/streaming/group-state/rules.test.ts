import { describe, expect, expectTypeOf, it } from "vitest";
import { count, t, window, type DataFrame, type GroupState } from "streambook";
import { counted, row, Stage, state, type Counted } from "./kit.js";

const output = t.struct({ k: t.string(), n: t.long() });
const stream = (stage: Stage) => stage.input.toDF();

/** Counts; forgets a group at three. */
const toThree = (key: string | null, rows: readonly unknown[], group: Counted) => {
  const c = (group.getOption()?.c ?? 0n) + BigInt(rows.length);
  group.update({ c });
  if (c >= 3n) group.remove();
  return [{ k: key, n: c }];
};
const counting = (df: DataFrame, outputMode: "append" | "update" = "update") =>
  df.groupBy("k").flatMapGroupsWithState({ state: counted, output, outputMode }, toThree);

it("without a timeout nothing is late, the null key is a group, and no batch without data runs", async () => {
  const stage = await Stage.open();
  const query = await stage.start(counting(stage.timed), "update");
  await stage.add(query, row("a", "00:30"), row(null, "00:30"));
  await stage.add(query, row("a", "00:01"), row(null, "00:02"));
  await stage.add(query, row("a", "00:03"), row("b", "00:01"));
  expect(stage.batches).toEqual(["0: a 1, null 1", "1: a 2, null 2", "2: a 3, b 1"]);
  expect(state(query)).toEqual([2, 1, 1, 0]);
});

it("goes on after a restart, with state and timeouts from the checkpoint", async () => {
  const stage = await Stage.open();
  const df = () =>
    stream(stage)
      .groupBy("k")
      .flatMapGroupsWithState(
        { state: counted, output, outputMode: "update", timeout: "processingTime" },
        (key, rows, group) => {
          if (!group.hasTimedOut) group.setTimeoutDuration("1 minute");
          group.update({
            c: (group.getOption()?.c ?? 0n) + BigInt(rows.length) + (group.hasTimedOut ? 100n : 0n),
          });
          return [{ k: key, n: group.get().c }];
        },
      );
  const first = await stage.start(df(), "update", { checkpoint: true });
  await stage.add(first, row("a", "00:01"), row("a", "00:02"), row("b", "00:02"));
  await first.stop();
  await stage.clock.advance("50 seconds");
  const second = await stage.start(df(), "update", { checkpoint: true });
  await stage.add(second, row("b", "00:03"));
  await stage.clock.advance("11 seconds");
  expect(stage.batches).toEqual(["0: a 2, b 1", "1: b 2", "2: a 102"]);
  await second.stop();
  const other = stream(stage)
    .groupBy("n")
    .flatMapGroupsWithState(
      { state: counted, output, outputMode: "update", timeout: "processingTime" },
      () => [],
    );
  await expect(stage.start(other, "update", { checkpoint: true })).rejects.toMatchObject({
    code: "CHECKPOINT_PLAN_CHANGED",
  });
});

it("a function that throws stops the query before the commit, and the batch is run again", async () => {
  const stage = await Stage.open();
  let fails = true;
  const df = () =>
    stream(stage)
      .groupBy("k")
      .flatMapGroupsWithState({ state: counted, output, outputMode: "update" }, (key, rows, group) => {
        group.update({ c: (group.getOption()?.c ?? 0n) + BigInt(rows.length) });
        if (fails && key === "b") throw new Error("my bug");
        return [[key, group.get().c]];
      });
  const first = await stage.start(df(), "update", { checkpoint: true });
  stage.input.addData([row("a", "00:01"), row("b", "00:01")]);
  const failing = first.processAllAvailable();
  await expect(failing).rejects.toThrow("my bug");
  await expect(failing).rejects.toMatchObject({
    cause: { code: "FAILED_EXECUTE_UDF", got: 'the group the string "b"' },
  });
  fails = false;
  const second = await stage.start(df(), "update", { checkpoint: true });
  await second.processAllAvailable();
  expect(stage.batches).toEqual(["0: a 1, b 1"]);
});

it("keys of several columns are a row, computed keys too; rows come in order, structs and lists are kept", async () => {
  const stage = await Stage.open();
  const kept = t.struct({ last: t.struct({ n: t.long(), at: t.timestamp() }), seen: t.array(t.long()) });
  const df = stream(stage)
    .groupBy("k", "n")
    .flatMapGroupsWithState(
      { state: kept, output: "k string, n bigint, text string", outputMode: "append" },
      function* (key, rows, group) {
        const seen = [...(group.getOption()?.seen ?? []), ...rows.map((r) => BigInt(r.t!.getUTCSeconds()))];
        group.update({ seen, last: { n: key.n, at: rows.at(-1)!.t } });
        const { last } = group.get();
        yield [key.k, key.n, `${seen.join("+")} ${last!.at!.toISOString()}`];
      },
    );
  const query = await stage.start(df, "append");
  await stage.add(query, row("a", "00:05"), row("a", "00:03"), row("a", "00:01", 2));
  await stage.add(query, row("a", "00:09"));
  expect(stage.batches).toEqual([
    "0: a 1 5+3 2024-01-01T00:00:03.000Z, a 2 1 2024-01-01T00:00:01.000Z",
    "1: a 1 5+3+9 2024-01-01T00:00:09.000Z",
  ]);
});

it("mapGroupsWithState gives a row a call; a batch DataFrame calls each group once", async () => {
  const stage = await Stage.open();
  const mapped = (df: DataFrame) =>
    df.groupBy("k").mapGroupsWithState({ state: counted, output }, (key, rows, group) => {
      group.update({ c: BigInt(rows.length) + (group.getOption()?.c ?? 0n) });
      return { k: key as string | null, n: group.get().c };
    });
  const query = await stage.start(mapped(stream(stage)), "update");
  await stage.add(query, row("a", "00:01"), row("a", "00:01"));
  await stage.add(query, row("a", "00:01"));
  expect(stage.batches).toEqual(["0: a 2", "1: a 3"]);
  expect(query.lastProgress!.stateOperators[0]!.operatorName).toBe("mapGroupsWithState");
  const fixed = stage.session.createDataFrame([["a"], ["b"], ["a"]], t.struct({ k: t.string() }));
  const rows = await mapped(fixed).where("n > 0").orderBy("k").collect();
  expect(rows.map((r) => r.toArray())).toEqual([
    ["a", 2n],
    ["b", 1n],
  ]);
});

it("its rows can be aggregated further", async () => {
  const stage = await Stage.open();
  const df = counting(stream(stage), "append").groupBy("k").agg(count("*").as("c"));
  const query = await stage.start(df, "complete");
  await stage.add(query, row("a", "00:01"), row("b", "00:01"));
  await stage.add(query, row("a", "00:01"));
  expect(stage.batches).toEqual(["0: a 1, b 1", "1: a 2, b 1"]);
});

it("is typed: key, rows and state are what the schemas say", async () => {
  const stage = await Stage.open();
  stage.input
    .toDF()
    .groupBy("k")
    .flatMapGroupsWithState({ state: counted, output, outputMode: "append" }, (key, rows, group) => {
      expectTypeOf(key).toEqualTypeOf<string | null>();
      expectTypeOf(rows[0]!.n).toEqualTypeOf<bigint | null>();
      expectTypeOf(group.get().c).toEqualTypeOf<bigint | null>();
      return [{ k: key, n: 1 }];
    });
  stage.input
    .toDF()
    .groupBy("k", "n")
    .mapGroupsWithState({ state: counted, output }, (key) => {
      expectTypeOf(key.n).toEqualTypeOf<bigint | null>();
      return { k: key.k, n: key.n };
    });
});

describe("what is refused", () => {
  const use = async (
    call: (group: GroupState<unknown>) => unknown,
    timeout: "none" | "eventTime" | "processingTime",
    timed = true,
  ) => {
    const stage = await Stage.open();
    const df = (timed ? stage.timed : stream(stage))
      .groupBy("k")
      .flatMapGroupsWithState(
        { state: counted, output, outputMode: "update", timeout },
        (_key, _rows, group) => {
          call(group);
          return [];
        },
      );
    const query = await stage.start(df, "update");
    stage.input.addData([row("a", "00:50")]);
    return query.processAllAvailable();
  };
  it.each([
    ["STATE_NOT_EXISTS", (g: GroupState<unknown>) => g.get(), "none"],
    ["STATE_NOT_EXISTS", (g: GroupState<unknown>) => (g.update({ c: 1 }), g.remove(), g.get()), "none"],
    ["CANNOT_BE_NONE", (g: GroupState<unknown>) => g.update(null), "none"],
    ["CANNOT_WITHOUT", (g: GroupState<unknown>) => g.setTimeoutDuration(5), "none"],
    ["CANNOT_WITHOUT", (g: GroupState<unknown>) => g.setTimeoutDuration(5), "eventTime"],
    ["CANNOT_WITHOUT", (g: GroupState<unknown>) => g.setTimeoutTimestamp(5), "processingTime"],
    ["VALUE_NOT_POSITIVE", (g: GroupState<unknown>) => g.setTimeoutDuration(0), "processingTime"],
    ["VALUE_NOT_POSITIVE", (g: GroupState<unknown>) => g.setTimeoutTimestamp(0), "eventTime"],
    ["FIELD_NOT_FOUND", (g: GroupState<unknown>) => g.update({ d: 1 }), "none"],
  ] as const)("%s in the function", async (code, call, timeout) => {
    await expect(use(call, timeout)).rejects.toMatchObject({ code: "STREAM_FAILED", cause: { code } });
  });

  it("the watermark of a query without one", async () => {
    await expect(use((g) => g.currentWatermark, "none", false)).rejects.toMatchObject({
      cause: { code: "CANNOT_WITHOUT" },
    });
    await use((g) => g.currentWatermark, "none");
  });

  it("a result that is no list, an async function, a row that does not fit", async () => {
    for (const [f, code] of [
      [() => 5, "UDTF_RETURN_NOT_ITERABLE"],
      [async () => Promise.resolve([]), "UDTF_RETURN_NOT_ITERABLE"],
      [() => [{ kk: "a" }], "FIELD_NOT_FOUND"],
    ] as const) {
      const stage = await Stage.open();
      const df = stream(stage)
        .groupBy("k")
        .flatMapGroupsWithState({ state: counted, output, outputMode: "update" }, f as never);
      const query = await stage.start(df, "update");
      stage.input.addData([row("a", "00:50")]);
      await expect(query.processAllAvailable()).rejects.toMatchObject({ cause: { code } });
    }
  });

  const operation = "_LEGACY_ERROR_TEMP_3102";
  const mode = "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION";
  it.each([
    ["update function, append query", (s: Stage) => counting(stream(s)), "append", operation],
    ["append function, update query", (s: Stage) => counting(stream(s), "append"), "update", operation],
    ["complete", (s: Stage) => counting(stream(s)), "complete", mode],
    [
      "update function under an aggregation",
      (s: Stage) => counting(stream(s)).groupBy("k").count(),
      "update",
      operation,
    ],
    [
      "append function over an aggregation",
      (s: Stage) => counting(s.timed.groupBy(window("t", "10 seconds"), "k").count(), "append"),
      "append",
      operation,
    ],
    ["two in update mode", (s: Stage) => counting(counting(stream(s)) as never), "update", operation],
    [
      "event time without a watermark",
      (s: Stage) =>
        stream(s)
          .groupBy("k")
          .flatMapGroupsWithState(
            { state: counted, output, outputMode: "update", timeout: "eventTime" },
            toThree,
          ),
      "update",
      operation,
    ],
  ] as const)("%s", async (_name, make, queryMode, code) => {
    const stage = await Stage.open();
    await expect(stage.start(make(stage), queryMode)).rejects.toMatchObject({ code });
  });

  it("options that are none", async () => {
    const stage = await Stage.open();
    const good = { state: counted, output, outputMode: "update" };
    for (const wrong of [
      { ...good, timeout: "never" },
      { ...good, outputMode: "complete" },
      { ...good, states: 1 },
      { ...good, state: 5 },
    ])
      expect(() =>
        stream(stage)
          .groupBy("k")
          .flatMapGroupsWithState(wrong as never, toThree),
      ).toThrow("GROUP_STATE_OPTIONS");
    expect(() =>
      stream(stage)
        .cube("k")
        .flatMapGroupsWithState(good as never, toThree),
    ).toThrow("plain groups");
    expect(() =>
      stream(stage)
        .groupBy("zz")
        .flatMapGroupsWithState(good as never, toThree),
    ).toThrow("UNRESOLVED_COLUMN");
  });
});
