import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ManualClock, StreamSession, t } from "streambook";

const folder = mkdtempSync(path.join(tmpdir(), "streambook checkpoints "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("spark.sql.streaming.checkpointLocation is the folder of all checkpoints: a query goes on by its name, one without a name has a new one each time", async () => {
  const session = await StreamSession.create({
    clock: new ManualClock("2020-01-01T00:00:00Z"),
    config: { "spark.sql.streaming.checkpointLocation": folder },
  });
  try {
    const input = session.memoryStream(t.struct({ k: t.string() }));
    const seen: number[] = [];
    const start = (name?: string) => {
      const writer = input.toDF().writeStream.foreachBatch((_rows, id) => void seen.push(id));
      return (name ? writer.queryName(name) : writer).start();
    };
    for (const name of ["named", "named", undefined, undefined]) {
      input.addData([{ k: "a" }]);
      const query = await start(name);
      await query.processAllAvailable();
      await query.stop();
    }
    expect(seen).toEqual([0, 1, 0, 0]);
    expect(existsSync(path.join(folder, "named"))).toBe(true);
    expect(readdirSync(folder)).toHaveLength(3);
  } finally {
    await session.stop();
  }
});
