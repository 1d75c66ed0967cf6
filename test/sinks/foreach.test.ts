import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock, StreamSession, t, type ForeachWriter, type Row } from "streambook";
import { foreachSink } from "../../src/sinks/foreach.js";
import { sinkContract } from "./contract.js";

const handed: string[] = [];
sinkContract({
  provider: foreachSink,
  context: () => {
    handed.length = 0;
    return { foreach: { process: (row: Row) => void handed.push(row.toArray()[0] as string) } };
  },
  output: () => Promise.resolve(handed),
  ignoresRepeats: false,
  reported: 2,
});

describe("foreach", () => {
  let session: StreamSession;
  beforeEach(async () => void (session = await StreamSession.create({ clock: new ManualClock(0), seed: 1 })));
  afterEach(() => session.stop());

  const run = async (writer: ForeachWriter, ...batches: string[][]) => {
    const input = session.memoryStream(t.struct({ value: t.string() }));
    const query = await input.toDF().writeStream.foreach(writer).start();
    for (const batch of batches) {
      input.addData(batch.map((value) => ({ value })));
      await query.processAllAvailable();
    }
    return query;
  };

  it("calls open, process and close as Spark does; a batch that open refuses is not processed", async () => {
    const calls: string[] = [];
    const query = await run(
      {
        open: async (partition, epoch) => {
          calls.push(`open ${partition} ${epoch}`);
          return Promise.resolve(epoch !== 1);
        },
        process: (row) => void calls.push(`process ${row.toArray()[0] as string}`),
        close: (error) => void calls.push(`close ${error?.message ?? "null"}`),
      },
      ["a", "b"],
      ["c"],
      ["d"],
    );
    expect(calls).toEqual([
      ...["open 0 0", "process a", "process b", "close null"],
      ...["open 0 1", "close null"],
      ...["open 0 2", "process d", "close null"],
    ]);
    expect(query.lastProgress!.sink).toEqual({ description: "ForeachSink", numOutputRows: 1 });
  });

  it("an error goes to close, stops the query, and is raised by its next use", async () => {
    const closed: unknown[] = [];
    const failing = run(
      {
        process: () => {
          throw new Error("my bug");
        },
        close: (error) => void closed.push(error?.message),
      },
      ["a"],
    );
    await expect(failing).rejects.toThrow("my bug");
    expect(closed).toEqual(["my bug"]);
  });

  it("takes a plain function, and nothing else", async () => {
    const seen: unknown[] = [];
    const input = session.memoryStream(t.struct({ value: t.string() }));
    const query = await input
      .toDF()
      .writeStream.foreach((row) => void seen.push(row["value"]))
      .start();
    input.addData([{ value: "a" }]);
    await query.processAllAvailable();
    expect(seen).toEqual(["a"]);
    await expect(
      input
        .toDF()
        .writeStream.foreach({} as never)
        .start(),
    ).rejects.toMatchObject({
      code: "ATTRIBUTE_NOT_CALLABLE",
    });
  });

  it("toTable keeps the result under a name; other sinks have their own", async () => {
    const input = session.memoryStream(t.struct({ value: t.string() }));
    const query = await input.toDF().writeStream.toTable("seen");
    input.addData([{ value: "a" }]);
    await query.processAllAvailable();
    expect((await session.table("seen").collect()).map((r) => r.toArray())).toEqual([["a"]]);
    await expect(input.toDF().writeStream.format("console").toTable("x")).rejects.toMatchObject({
      code: "TABLE_NOT_IN_MEMORY",
    });
  });
});
