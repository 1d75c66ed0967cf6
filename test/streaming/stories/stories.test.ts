import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { StreamStory, ToldBatch, ToldStory } from "./format.js";
import { tellOurs } from "./ours.js";
import { stopSessions } from "./sessions.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const names = readdirSync(here("cases")).map((file) => file.replace(/\.ts$/, ""));

const families = await Promise.all(
  names.map(async (name) => {
    const { default: family } = (await import(`./cases/${name}.ts`)) as {
      default: { stories: readonly StreamStory[] };
    };
    const file = here(`record/${name}.json`);
    const { answers } = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { answers: {} }) as {
      answers: Record<string, ToldStory>;
    };
    return { name, stories: family.stories, answers };
  }),
);

afterAll(stopSessions);

for (const { name, stories, answers } of families)
  describe(name, () => {
    test.each(stories.map((story) => [story.name, story] as const))("%s", async (key, story) => {
      const spark = answers[key];
      if (spark === undefined) throw new Error("Not recorded: node scripts/oracle-streams.mjs");
      expect(shape(await tellOurs(story), story)).toEqual(shape(spark, story));
    });
    test("the record tells these stories and no others", () => {
      expect(Object.keys(answers).sort()).toEqual(stories.map((s) => s.name).sort());
    });
  });

/** What is compared: batches with rows in one order, numbers near to each other as one. */
function shape(told: ToldStory, story: StreamStory): unknown {
  if ("error" in told) return told;
  return told.map(({ rows, ...rest }: ToldBatch) => {
    const values = rows.map((row) => row.map((value) => plain(value, story)));
    const sorted = story.ordered ? values : values.sort((a, b) => (text(a) < text(b) ? -1 : 1));
    return { rows: sorted, ...rest, ...(rest.times?.["avg"] && { times: near(rest.times) }) };
  });
}

/** Spark's average is a running one, and loses a millisecond at times. */
const near = ({ avg, ...times }: Readonly<Record<string, string>>) => ({
  ...times,
  avg: Math.round(Date.parse(avg!) / 10),
});

const text = (value: unknown): string => JSON.stringify(value);

function plain(value: unknown, story: StreamStory): unknown {
  if (Array.isArray(value) && story.sets) return [...(value as unknown[])].sort();
  if (typeof value === "number" && story.within) return Number(value.toPrecision(-Math.log10(story.within)));
  return value;
}
