import { expect, test } from "vitest";
import { withOption } from "../../src/dataframe/options.js";
import type { StreambookError } from "../../src/errors.js";
import { readSocketOptions } from "../../src/sources/socket-options.js";

const both = { host: "127.0.0.1", port: "9999" };

function cureOf(options: Record<string, string>): string | undefined {
  try {
    readSocketOptions(options);
  } catch (error) {
    return (error as StreambookError).cure;
  }
  throw new Error("nothing was refused");
}

test.each(["99999", "0", "-1", "abc", "9999.5", ""])("port %j: the cure says what is allowed", (port) => {
  expect(cureOf({ ...both, port })).toMatch(/^(a whole number from 1 to 65535: )?\.option\("port", 9999\)$/);
});

test("what is missing is told with the code to write", () => {
  expect(cureOf({ port: "9999" })).toBe('.option("host", "127.0.0.1")');
  expect(cureOf({ host: "localhost" })).toBe('.option("port", 9999)');
  expect(cureOf({})).toBe('.option("host", "127.0.0.1").option("port", 9999)');
  expect(cureOf({ ...both, prot: "1" })).toMatch(/^did you mean `port`\?/);
});

test.each([
  ["127.0.0.1:9000", "9000"],
  ["http://127.0.0.1:9000/", "9000"],
])("an address in one piece is taken apart: %s", (host, port) => {
  expect(cureOf({ host })).toBe(`.option("host", "127.0.0.1").option("port", ${port})`);
});

test("addresses of version 6 are hosts", () => {
  expect(readSocketOptions({ ...both, host: "::1" }).host).toBe("::1");
});

test("an option without a value is refused where it is given", () => {
  expect(() => withOption({}, "host", undefined as never)).toThrow(
    '[INVALID_OPTION] option: The option "host" needs a value: text, a number, true or false.\n  got: undefined',
  );
});
