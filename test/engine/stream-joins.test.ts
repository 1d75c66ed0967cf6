import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock, StreamSession, expr, t, type DataFrame } from "streambook";

let folder: string;
let session: StreamSession;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "streambook static "));
  session = await StreamSession.create({
    clock: new ManualClock("2024-01-01T00:00:00Z"),
    print: () => undefined,
  });
});
afterEach(async () => {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
});

const input = () => session.memoryStream(t.struct({ k: t.string(), n: t.int() }));

async function started(df: DataFrame) {
  const batches: string[][] = [];
  const query = await df.writeStream
    .foreachBatch(async (rows) => {
      batches.push((await rows.collect()).map((row) => JSON.stringify(row.toArray())).sort());
    })
    .start();
  return { query, batches };
}

test.each(["csv", "json"])(
  "a %s file beside a stream is read for each batch, as it is then",
  async (format) => {
    const line = (k: string, v: number): string =>
      format === "csv" ? `${k},${v}` : JSON.stringify({ k, v });
    const write = (name: string, ...lines: string[]) =>
      writeFileSync(join(folder, name), lines.map((l) => `${l}\n`).join(""));
    write(`a.${format}`, line("a", 1), line("b", 2));
    const users = session.read.format(format).schema("k string, v int").load(folder);
    const stream = input();
    const { query, batches } = await started(stream.toDF().join(users, "k", "left"));
    stream.addData([{ k: "a", n: 1 }]);
    await query.processAllAvailable();
    write(`a.${format}`, line("a", 100), line("bb", 2));
    write(`b.${format}`, line("c", 3));
    stream.addData([
      { k: "a", n: 2 },
      { k: "c", n: 3 },
    ]);
    await query.processAllAvailable();
    // A file that came later is not on the list.
    expect(batches).toEqual([['["a",1,1]'], ['["a",2,100]', '["c",3,null]']]);
    rmSync(join(folder, `a.${format}`));
    stream.addData([{ k: "a", n: 4 }]);
    await expect(query.processAllAvailable()).rejects.toThrow(/FAILED_READ_FILE.FILE_NOT_EXIST/);
  },
);

test.each([
  ["stream", "table", ["inner", "cross", "left", "semi", "anti"]],
  ["table", "stream", ["inner", "cross", "right"]],
])("a join with the %s on the left and the %s on the right keeps no state", async (first, _, types) => {
  const table = session.createDataFrame(
    [
      { k: "a", v: 1 },
      { k: "c", v: 2 },
    ],
    t.struct({ k: t.string(), v: t.int() }),
  );
  const answers: Readonly<Record<string, string[]>> = {
    inner: ['["a",1,"a",1]'],
    cross: ['["a",1,"a",1]'],
    left: ['["a",1,"a",1]', '["b",2,null,null]'],
    semi: ['["a",1]'],
    anti: ['["b",2]'],
    right: ['["a",1,"a",1]', '[null,null,"b",2]'],
  };
  for (const type of ["inner", "cross", "left", "right", "full", "semi", "anti"] as const) {
    const stream = input();
    const [s, f] = [stream.toDF().alias("s") as DataFrame, table.alias("f") as DataFrame];
    const joined =
      first === "stream" ? s.join(f, expr("s.k = f.k"), type) : f.join(s, expr("s.k = f.k"), type);
    if (!types.includes(type)) {
      await expect(started(joined)).rejects.toMatchObject({
        code: "_LEGACY_ERROR_TEMP_3102",
      });
      continue;
    }
    const { query, batches } = await started(joined);
    stream.addData([
      { k: "a", n: 1 },
      { k: "b", n: 2 },
    ]);
    await query.processAllAvailable();
    expect(batches[0]).toEqual(answers[type]);
    expect(query.lastProgress?.stateOperators).toEqual([]);
    await query.stop();
  }
});

test("two streams without an equality, or with a join that never ends, are refused at start with what to write", async () => {
  const side = (time: string): DataFrame =>
    session
      .memoryStream(t.struct({ k: t.string(), [time]: t.timestamp() }))
      .toDF()
      .withWatermark(time, "5 seconds")
      .alias(time) as unknown as DataFrame;
  const refused = (df: DataFrame, words: RegExp, code = "_LEGACY_ERROR_TEMP_3102") =>
    expect(started(df)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words) as string,
    });
  await refused(
    side("x").join(side("y"), expr("x < y")),
    /without equality predicate/,
    "_LEGACY_ERROR_TEMP_1181",
  );
  await refused(side("x").crossJoin(side("y")), /without equality predicate/, "_LEGACY_ERROR_TEMP_1181");
  await refused(side("x").join(side("y"), expr("x.k = y.k"), "left"), /range condition/);
  await refused(side("x").join(side("y"), expr("x.k = y.k AND x = y"), "anti"), /is null/);
});

test("nulls in both keys of a full outer join do not meet", async () => {
  const [l, r] = [0, 1].map(() => session.memoryStream(t.struct({ k: t.string(), at: t.timestamp() })));
  const side = (stream: typeof l, time: string): DataFrame =>
    stream!.toDF().withColumnRenamed("at", time).withWatermark(time, "0 seconds").alias(time);
  const { query, batches } = await started(
    side(l, "x").join(side(r, "y"), expr("x.k = y.k AND x = y"), "full").selectExpr("x.k", "y.k AS k2"),
  );
  l!.addData([{ k: null, at: "2024-01-01T00:00:01Z" }]);
  r!.addData([{ k: null, at: "2024-01-01T00:00:01Z" }]);
  await query.processAllAvailable();
  l!.addData([{ k: "z", at: "2024-01-01T00:01:00Z" }]);
  r!.addData([{ k: "z", at: "2024-01-01T00:01:00Z" }]);
  await query.processAllAvailable();
  expect(batches.flat()).toEqual(["[null,null]", "[null,null]", '["z","z"]']);
});

test("two event times on one side of a join are refused at start; one that nobody reads is none", async () => {
  const side = (time: string): DataFrame =>
    session
      .memoryStream(t.struct({ k: t.string(), at: t.timestamp() }))
      .toDF()
      .withColumnRenamed("at", time)
      .withWatermark(time, "5 seconds")
      .alias(time);
  const both = side("x").join(side("y"), expr("x.k = y.k AND x = y")).selectExpr("x.k AS k", "x", "y");
  const third = (of: DataFrame) => of.alias("b").join(side("z"), expr("b.k = z.k AND b.x = z"));
  await expect(started(third(both))).rejects.toMatchObject({
    code: "MULTIPLE_EVENT_TIME_COLUMNS",
    got: "x, y",
  });
  const { query } = await started(third(both).select("z.k") as DataFrame);
  await query.stop();
});
