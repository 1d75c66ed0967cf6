// What `explain()` prints: the plan, and what a stream keeps.
import { beforeAll, expect, test } from "vitest";
import type { DataFrame } from "../../src/dataframe/dataframe.js";
import { expr } from "../../src/dataframe/functions/index.js";
import { StreamSession } from "../../src/session/session.js";
import { t } from "../../src/types/t.js";

let printed: string[];
let iot: DataFrame<unknown>;
let heart: DataFrame<unknown>;
let users: DataFrame<unknown>;
beforeAll(async () => {
  const session = await StreamSession.create({ print: (text) => void printed.push(text) });
  const person = t.struct({ User: t.string(), n: t.int() });
  iot = session.memoryStream(person).toDF();
  heart = session.memoryStream(t.struct({ User: t.string(), bpm: t.int() })).toDF();
  users = session.createDataFrame([{ User: "a", n: 1 }], person);
});

function explained(df: DataFrame<unknown>, extended?: boolean): string {
  printed = [];
  df.explain(extended);
  return printed.join("\n");
}
const stateOf = (df: DataFrame<unknown>) =>
  explained(df)
    .split("\n")
    .flatMap((line) => /^[ +-]*(\w+) \{state: (.*?)\}/.exec(line)?.slice(1).join(": ") ?? []);

test("an operator of a stream says what it keeps", () => {
  expect(stateOf(iot.groupBy("User").count())).toEqual(["Aggregate: a row for each group"]);
  expect(stateOf(iot.groupBy().count())).toEqual(["Aggregate: one row"]);
  expect(stateOf(iot.dropDuplicates(["User"]))).toEqual(["Distinct: a row for each key"]);
  expect(stateOf(iot.join(heart, ["User"]))).toEqual(["Join: the rows of both sides"]);
  expect(stateOf(iot.limit(3))).toEqual(["Limit: how many rows have come out"]);
});

test("a join with a table keeps nothing, and nor does a table by itself", () => {
  expect(stateOf(iot.join(users, ["User"]))).toEqual([]);
  expect(stateOf(users.groupBy("User").count())).toEqual([]);
  expect(stateOf(iot.groupBy("User").count().join(users.groupBy("User").count(), ["User"]))).toHaveLength(1);
});

test("the engine's SQL is shown to who asks for it", () => {
  expect(explained(iot.where("n > 1"))).toMatch(/^Filter [^]*\n\+- Stream memory[^\n]*\n$/);
  expect(explained(iot.where("n > 1"), true)).toMatch(/^Filter [^]*\n\nSELECT /);
});

test("times are told as they were written", () => {
  const [r, h] = [iot.selectExpr("User", "current_timestamp() AS t"), heart.selectExpr("User", "now() AS u")];
  const near = expr("r.User = h.User AND u BETWEEN t AND t + INTERVAL 5 SECONDS");
  const plan = explained(r.withWatermark("t", "90 seconds").alias("r").join(h.alias("h"), near));
  expect(plan).toMatch(
    /^Join \{state: the rows of both sides\} inner on \(\(User#\d+ = User#\d+\) and \(u#\d+ between t#\d+ and \(t#\d+ \+ 5 s\)\)\)/,
  );
  expect(plan).toContain("delay 90 s");
});
