import { expect, test } from "vitest";
import { RuntimeConfig } from "../../src/session/conf.js";

const conf = () => new RuntimeConfig({}, () => undefined);

test("a setting of Spark's machinery is kept, and means nothing here", () => {
  const settings = conf();
  settings.set("spark.sql.streaming.stateStore.providerClass", "RocksDB");
  settings.set("spark.executor.memory", "4g");
  expect(settings.get("spark.executor.memory")).toBe("4g");
  expect(settings.find("spark.sql.streaming.stateStore.providerClass")).toBe("RocksDB");
  expect(() => settings.get("spark.driver.memory")).toThrow(/CONFIG_NOT_AVAILABLE/);
});

test("a slip in the name of one that counts is refused, and so is a name that is nobody's", () => {
  expect(() => conf().set("spark.sql.ansi.enable", false)).toThrow(/did you mean `spark.sql.ansi.enabled`/);
  expect(() => conf().set("streambook.smallBatches", 1)).toThrow(/CONFIG_NOT_AVAILABLE/);
});

test("a value that a setting cannot have is refused", () => {
  expect(() => conf().set("streambook.smallBatchRows", -1)).toThrow(/a whole number from 0 up/);
  expect(() => conf().set("spark.sql.ansi.enabled", "yes")).toThrow(/true or false/);
});
