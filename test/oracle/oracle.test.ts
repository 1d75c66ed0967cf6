import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DataFrame } from "../../src/dataframe/dataframe.js";
import * as F from "../../src/dataframe/functions/index.js";
import { Window } from "../../src/dataframe/window.js";
import { StreamSession } from "../../src/session/session.js";
import { parseSelectItem } from "../../src/sql/parser.js";
import { compareAnswers, wantedAnswer } from "./compare.js";
import {
  caseKey,
  caseText,
  viewText,
  type Compare,
  type ExpressionCase,
  type ExpressionFamily,
  type FrameFamily,
  type QueryFamily,
} from "./format.js";
import { answerOf } from "./ours.js";
import { rebuild } from "./rebuild.js";
import { recordOf } from "./record.js";

type AnyFamily = ExpressionFamily | QueryFamily | FrameFamily;

const folder = new URL("cases/", import.meta.url);
const files = readdirSync(folder, { recursive: true }).map((file) => String(file).replaceAll("\\", "/"));
const families = await Promise.all(
  files
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map(async (file) => ((await import(new URL(file, folder).href)) as { default: AnyFamily }).default),
);
const documented = readFileSync(new URL("../../docs/differences.md", import.meta.url), "utf8");

let session: StreamSession;
beforeAll(async () => {
  session = await StreamSession.create({ threads: 1, config: { "spark.sql.session.timeZone": "UTC" } });
});
afterAll(() => session.stop());

function set({ ansi = true, timeZone = "UTC" }: { ansi?: boolean; timeZone?: string }): void {
  session.conf.set("spark.sql.ansi.enabled", ansi);
  session.conf.set("spark.sql.session.timeZone", timeZone);
}

for (const family of families) {
  describe(family.name, () => {
    const record = recordOf(family.name);

    beforeAll(() => {
      set({});
      for (const [name, text] of Object.entries(family.views))
        session.sql(viewText(text)).createOrReplaceTempView(name);
    });

    test("the record answers these cases and no others (npm run oracle)", () => {
      expect(Object.keys(record).sort()).toEqual(family.cases.map(caseKey).sort());
    });

    for (const one of family.cases) {
      const key = caseKey(one);
      const spark = record[key];
      if (!spark) continue;
      const wanted = wantedAnswer(spark, one.ours);

      test(key, async () => {
        set(one);
        if (one.ours) expect(documented, "docs/differences.md names it").toContain(`\`${key}\``);
        if ("python" in one) {
          const t = (name: string): DataFrame => session.table(name);
          const frames = { session, F, Window, t, files: fileURLToPath(new URL("files", import.meta.url)) };
          compareAnswers(await answerOf(() => one.frame(frames)), wanted, one.compare ?? "anyOrder", true);
          return;
        }
        const text = caseText(family.kind, one);
        const how = one.compare ?? (family.kind === "queries" ? queryOrder(text) : "exact");
        compareAnswers(await answerOf(() => session.sql(text)), wanted, how, true);
        if (family.kind === "queries" || /^(PARSE|WRONG_NUM_ARGS)/.test(wanted.error ?? "")) return;
        compareAnswers(await answerOf(() => built(one)), wanted, how, false);
      });
    }
  });
}

/** The expression built by calls, selected from the same rows. */
function built({ sql, from }: ExpressionCase): DataFrame {
  const table =
    from === undefined
      ? session.createDataFrame([[]], { kind: "struct", fields: [] })
      : session.sql(`SELECT * FROM ${from}`);
  return table.select(rebuild(parseSelectItem(sql)));
}

/** Rows have an order only where the query asks for one at its outside. */
function queryOrder(text: string): Compare {
  let outside = text;
  for (let before = ""; before !== outside;) {
    before = outside;
    outside = outside.replace(/\([^()]*\)/g, "");
  }
  return /\b(order|sort)\s+by\b/i.test(outside) ? "exact" : "anyOrder";
}
