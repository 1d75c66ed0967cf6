import { ManualClock, StreamSession, type DataFrame } from "streambook";
import { parseSchemaDDL } from "../../../src/types/ddl.js";

/** A stream told as a story: what comes in batch by batch, and the query over it. */
export interface Story {
  /** Of the input, which the query knows as the view `s`. */
  readonly schema: string;
  /** Spark SQL over `s`, or a function that builds the query. */
  readonly query: string | ((s: DataFrame, session: StreamSession) => DataFrame);
  readonly mode: "append" | "update" | "complete";
  readonly batches: readonly (readonly unknown[])[];
}

/** What each batch wrote: its rows as JSON texts, in order of these texts. */
export type Written = readonly (readonly string[])[];

export async function tell({ schema, query, mode, batches }: Story): Promise<Written> {
  const session = await StreamSession.create({
    clock: new ManualClock("2024-01-01T00:00:00Z"),
    seed: 1,
    config: { "spark.sql.session.timeZone": "UTC" },
    print: () => undefined,
  });
  try {
    const input = session.memoryStream(parseSchemaDDL(schema));
    input.toDF().createOrReplaceTempView("s");
    const df = typeof query === "string" ? session.sql(query) : query(input.toDF() as DataFrame, session);
    const written: string[][] = [];
    const stream = await df.writeStream
      .foreachBatch(async (batch) => {
        const rows = await batch.collect();
        written.push(rows.map((row) => JSON.stringify(row.toJSON())).sort());
      })
      .outputMode(mode)
      .start();
    for (const rows of batches) {
      input.addData(rows as never);
      await stream.processAllAvailable();
    }
    await stream.stop();
    return written;
  } finally {
    await session.stop();
  }
}
