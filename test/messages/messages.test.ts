import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock, StreambookError, StreamSession, t } from "../../src/index.js";
import type { Desk, WrongQuery } from "./format.js";
import { wrongColumns } from "./wrong-columns.js";
import { wrongSql } from "./wrong-sql.js";
import { wrongStreams } from "./wrong-streams.js";

const schema =
  "Device STRING, User STRING, gt STRING, Index INT, x DOUBLE, at TIMESTAMP, tags ARRAY<STRING>, place STRUCT<lat: DOUBLE, lon: DOUBLE>";
const reading = {
  Device: "nexus4_1",
  User: "a",
  gt: "bike",
  Index: 1,
  x: 0.5,
  at: "2020-01-01T00:00:00Z",
  tags: ["a"],
  place: { lat: 1, lon: 2 },
};
const people = [
  { User: "a", age: 30 },
  { User: "b", age: 31 },
];

let desk: Desk;
beforeAll(async () => {
  const session = await StreamSession.create({
    clock: new ManualClock("2020-01-01T00:00:00Z"),
    print: () => undefined,
    config: { "spark.sql.session.timeZone": "UTC" },
  });
  const iot = session.createDataFrame([reading], schema);
  iot.createOrReplaceTempView("iot");
  const users = session.createDataFrame(people, "User STRING, age INT");
  users.createOrReplaceTempView("users");
  const input = session.memoryStream(schema);
  desk = { session, t, iot, users, stream: input.toDF().select("*"), input };
});
afterAll(() => desk.session.stop());

async function errorOf(query: WrongQuery): Promise<StreambookError> {
  try {
    await query.run(desk);
  } catch (error) {
    if (error instanceof StreambookError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const sets = { "with the builder": wrongColumns, "in SQL text": wrongSql, "on streams": wrongStreams };

describe.each(Object.entries(sets))("a query typed wrongly %s", (place, queries) => {
  test.each(queries.map((query) => [query.name, query] as const))("%s", async (_name, query) => {
    const error = await errorOf(query);
    const [code, culprit, cure] = query.says;
    expect(error.code).toBe(code);
    expect(error.step, "the error names the step").not.toBe("");
    expect(`${error.rule}\n${error.got ?? ""}`, "the error names the culprit").toContain(culprit);
    expect(error.cure ?? "", "the error says what to write instead").toContain(cure);
    // What is wrong in a text that was given is shown there.
    if (place === "in SQL text" && !/^(SCALAR|NUM_COLUMNS)/.test(code)) expect(error.got).toContain("^");
  });
});

test("there are as many as a beginner makes in a week", () => {
  expect(Object.values(sets).flat().length).toBeGreaterThan(120);
});
