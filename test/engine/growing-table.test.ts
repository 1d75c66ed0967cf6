import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { StreamSession, t } from "streambook";

// As the real Spark answers: the files of a table are listed when it is made, and read anew by each batch.
test("a stream joined with a table of files that change between its batches", async () => {
  const folder = mkdtempSync(join(tmpdir(), "growing table "));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const session = await StreamSession.create({ print: () => undefined });
  try {
    write("a.csv", "a,1\n");
    const table = session.read.schema("value string, v int").csv(folder);
    const input = session.memoryStream(t.struct({ value: t.string() }));
    let told: string[] = [];
    const query = await input
      .toDF()
      .join(table, "value", "left")
      .writeStream.foreachBatch(async (batch) => {
        told = (await batch.collect()).map((row) => row.toArray().map(String).join(" ")).sort();
      })
      .start();
    const next = async (): Promise<string> => {
      input.addData([["a"], ["b"], ["c"]]);
      await query.processAllAvailable();
      return told.join(", ");
    };
    expect(await next()).toBe("a 1, b null, c null");
    write("b.csv", "b,2\n");
    expect(await next()).toBe("a 1, b null, c null");
    write("a.csv", "a,1\nc,3\n");
    expect(await next()).toBe("a 1, b null, c 3");
    write("a.csv", "b,7\n");
    expect(await next()).toBe("a null, b 7, c null");
    rmSync(join(folder, "a.csv"));
    await expect(next()).rejects.toMatchObject({
      code: "STREAM_FAILED",
      cause: { code: "FAILED_READ_FILE.FILE_NOT_EXIST" },
    });
  } finally {
    await session.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
