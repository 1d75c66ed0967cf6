import { ManualClock, StreamSession, fromJson, col, t, type DataFrame } from "streambook";
import { StreambookError } from "../../../src/errors.js";
import { parseSchemaDDL } from "../../../src/types/ddl.js";
import { lossless } from "../../oracle/ours.js";
import type { StreamStory, ToldBatch, ToldStory } from "./format.js";

/** A story told by streambook. */
export async function tellOurs(story: StreamStory): Promise<ToldStory> {
  const clock = new ManualClock("2024-01-01T00:00:00Z");
  const config = { "spark.sql.session.timeZone": "UTC" };
  const session = await StreamSession.create({ clock, seed: 1, config, print: () => undefined });
  const batches = new Map<number, (readonly unknown[])[]>();
  try {
    const inputs = new Map(
      Object.entries(story.inputs).map(([name, { schema, watermark }]) => {
        const input = session.memoryStream(t.struct({ value: t.string() }));
        let df = input
          .toDF()
          .select(fromJson(col("value"), parseSchemaDDL(schema)).as("j"))
          .select("j.*") as DataFrame;
        if (watermark) df = df.withWatermark(...watermark);
        df.createOrReplaceTempView(name);
        return [name, input] as const;
      }),
    );
    const query = await session
      .sql(story.query)
      .writeStream.foreachBatch(async (df, id) => {
        const { schema, rows } = await df.engine.collect(df.plan);
        batches.set(
          id,
          rows.map((row) => row.map((v, i) => lossless(v, schema.fields[i]!.type))),
        );
      })
      .outputMode(story.mode)
      .start();
    for (const batch of story.batches) {
      const named = Array.isArray(batch) ? { s: batch as object[] } : (batch as Record<string, object[]>);
      for (const [name, rows] of Object.entries(named))
        inputs.get(name)!.addData(rows.map((row) => [JSON.stringify(row)]));
      await query.processAllAvailable();
    }
    const progress = new Map(query.recentProgress.map((p) => [p.batchId, p]));
    return [...batches].map(([id, rows]): ToldBatch => {
      const { eventTime, stateOperators } = progress.get(id)!;
      const state = stateOperators.map((o) => [
        o.numRowsTotal,
        o.numRowsUpdated,
        o.numRowsRemoved,
        o.numRowsDroppedByWatermark,
      ]);
      const { watermark } = eventTime;
      return { rows, ...(watermark !== undefined && { watermark }), state };
    });
  } catch (error) {
    if (process.env.STORY_ERRORS) console.log(story.name, String((error as Error).message).slice(0, 900));
    if (error instanceof StreambookError) return { error: error.code };
    throw error;
  } finally {
    await session.stop();
  }
}
