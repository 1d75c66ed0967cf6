// What a learner meets besides right and wrong: the wrong kind of answer, errors, another stream, a server that must go on.
import { connect } from "node:net";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StreamSession, col, length, startServer, t, type DataFrame } from "streambook";
import type { Answer, Exercise } from "../../src/exercises/contract.js";
import { cellOf, judge } from "../../src/exercises/judge.js";
import { exercises } from "../../src/exercises/registry.js";
import { isUntouched } from "../../src/exercises/untouched.js";
import { verdictView } from "../../src/exercises/verdict-view.js";

const exercise = (id: string): Exercise => exercises.get(id)!;

async function told(id: string, answer: Answer): Promise<string> {
  return verdictView(exercise(id), await judge(exercise(id), answer)).text;
}

describe("an answer of the wrong kind is explained", () => {
  const memory = (df: DataFrame) => df.writeStream.format("memory").queryName("own");

  test.each<[string, Answer, RegExp]>([
    ["nothing", (df: DataFrame) => void df.where("value > 1"), /hands back only what follows return/],
    ["a promise", async (df: DataFrame) => df, /leave out async and await/],
    ["rows", (df: DataFrame) => df.collect(), /raise|STREAMING_QUERY_NEEDS_START/],
    ["a query", (df: DataFrame) => memory(df).start(), /a query that runs: end with the table itself/],
    ["a writer", (df: DataFrame) => memory(df), /end before writeStream/],
    ["a column", () => col("value").mod(2), /an expression/],
    ["groups", (df: DataFrame) => df.groupBy("value"), /groups/],
    ["an array", () => [], /do not collect its rows/],
    ["a function", () => () => 1, /brackets \(\) missing/],
    ["null", () => null, /gives null/],
    ["a number", () => 4, /gives a number/],
  ])("%s", async (_name, answer, sentence) => {
    expect(await told("00.1", answer)).toMatch(sentence);
  });

  test("a DataFrame where a query is asked for", async () => {
    expect(await told("01.3", (lines: DataFrame) => lines.where("value is not null"))).toMatch(
      /needs writeStream/,
    );
  });

  test("not a function at all", async () => {
    const call = judge(exercise("00.1"), undefined);
    await expect(call).rejects.toThrow(/\[NOT_A_FUNCTION\][^]*check\(evenNumbers\)/);
  });
});

describe("a table of the notebook's own", () => {
  let session: StreamSession;
  beforeEach(async () => {
    session = await StreamSession.create();
  });
  afterEach(() => session.stop());

  test("is not the one the function was given", async () => {
    const numbers = session.memoryStream(t.struct({ value: t.long() })).toDF();
    expect(await told("00.1", () => numbers.where("value % 2 = 0"))).toMatch(/on a table of the notebook/);
  });

  test("nor is a query on it, which is left to run", async () => {
    const lines = session.memoryStream(t.struct({ value: t.string() })).toDF();
    const start = () =>
      lines.writeStream.format("memory").queryName("paced").trigger({ processingTime: "10 seconds" }).start();
    expect(await told("01.3", start)).toMatch(/starts a query on a table of the notebook/);
    expect(session.streams.active).toHaveLength(1);
  });
});

test("an error of the learner's code is shown short: cure, rule, code, no stack", async () => {
  const text = await told("00.1", (numbers: DataFrame) => numbers.where("valeu % 2 = 0"));
  expect(text).toMatch(/Try: .*value/);
  expect(text).toContain("UNRESOLVED_COLUMN.WITH_SUGGESTION");
  expect(text).not.toMatch(/^\s+at /m);
});

test("JavaScript's own errors too", async () => {
  const broken = () => (undefined as unknown as { where(): void }).where();
  expect(await told("00.1", broken)).toMatch(/Cannot read properties of undefined/);
});

test("the order and letter case of columns are free, names and types are not", async () => {
  const swapped = (lines: DataFrame) => lines.select(length("value").as("SIZE"), col("value"));
  expect(await told("01.2", swapped)).toMatch(/right/);
  expect(await told("01.2", (lines: DataFrame) => lines.withColumn("chars", length("value")))).toMatch(
    /column size is missing/,
  );
  const more = (lines: DataFrame) =>
    lines.withColumn("size", length("value")).withColumn("twice", col("size"));
  expect(await told("01.2", more)).toMatch(/column twice is too many/);
});

test("values of a difference are shown as data, not as HTML", async () => {
  const tagged = (lines: DataFrame) => lines.selectExpr("'<b>x</b>' AS value");
  const { html } = verdictView(exercise("01.1"), await judge(exercise("01.1"), tagged));
  expect(html).toContain("&lt;b&gt;");
  expect(html).not.toContain("<b>x</b>");
});

test("a stub is known with other blanks, comments and brackets, and not when its code has changed", () => {
  const { untouched } = exercise("00.1");
  const like = (text: string) => ({ toString: () => text }) as unknown as Answer;
  expect(String(untouched)).toContain("numbers");
  for (const text of [
    "(numbers)=>numbers",
    "numbers => numbers // my code here",
    "(n) => n",
    "(numbers) =>\n  /* here */ numbers;",
    "(numbers) => { return numbers; }",
  ])
    expect(isUntouched(exercise("00.1"), like(text)), text).toBe(true);
  expect(isUntouched(exercise("00.1"), like('(numbers) => numbers.where("true")'))).toBe(false);
});

test("the cell of an exercise", () => {
  expect(cellOf(exercise("00.1"))).toBe(
    '// 00.1  Keep the even numbers\nconst evenNumbers = (numbers: DataFrame) => numbers; // your code here\n\nawait exercise("00.1").check(evenNumbers);',
  );
});

test("a check ends no server of the notebook", async () => {
  const server = await startServer("iot", { port: 0 });
  try {
    await judge(exercise("00.1"), (numbers: DataFrame) => numbers.where("value % 2 = 0"));
    const socket = connect(server.port, server.host);
    await once(socket, "data");
    socket.destroy();
  } finally {
    await server.stop();
  }
});
