import { describe, expect, it } from "vitest";
import { helpText, parseCommand } from "../../servers/cli.js";
import { nearest } from "../../servers/nearest.js";
import { OPTIONS } from "../../servers/options.js";
import { SERVERS } from "../../servers/registry.js";

const parse = (line: string) => parseCommand(line.split(" ").filter((word) => word !== ""));
const options = (line: string) => parse(line).options;

describe("the command line", () => {
  it("reads a server and its options, in both spellings", () => {
    expect(parse("iot --rate 100 --seed=7")).toEqual({
      names: ["iot"],
      options: { rate: 100, seed: 7 },
      help: false,
      parent: false,
    });
    expect(options("heart --rate max --port 0 --host 0.0.0.0")).toEqual({
      rate: "max",
      port: 0,
      host: "0.0.0.0",
    });
    expect(options("--errors 0 --lateness 2.5 --count 10 iot")).toEqual({
      errors: 0,
      lateness: 2.5,
      count: 10,
    });
    expect(options("iot --replay a.csv --time kept --loop")).toEqual({
      replay: "a.csv",
      time: "kept",
      loop: true,
    });
  });

  it("reads --all as every server, and several names", () => {
    expect(parse("--all --rate 1").names).toEqual(["iot", "heart", "quotes"]);
    expect(parse("quotes iot quotes").names).toEqual(["quotes", "iot"]);
  });

  it("has the ports of the watch lab", () => {
    expect(Object.entries(SERVERS).map(([name, { port }]) => [name, port])).toEqual([
      ["iot", 9999],
      ["heart", 10000],
      ["quotes", 10001],
    ]);
  });

  it("tells of every server and option in its help", () => {
    expect(parse("--help").help).toBe(true);
    expect(parse("iot -h").help).toBe(true);
    for (const word of [...Object.keys(SERVERS), ...Object.keys(OPTIONS).map((name) => `--${name}`)])
      expect(helpText()).toContain(word);
  });

  it.each([
    ["", "NO_SERVER", "npm run server iot"],
    ["iott", "NO_SUCH_SERVER", "npm run server iot"],
    ["hart", "NO_SUCH_SERVER", "npm run server heart"],
    ["xyzzy", "NO_SUCH_SERVER", "one of iot, heart, quotes"],
    ["iot --rat 5", "NO_SUCH_OPTION", "--rate"],
    ["iot --latness 5", "NO_SUCH_OPTION", "--lateness"],
    ["iot --zzzzzz", "NO_SUCH_OPTION", "--help lists them"],
    ["iot --rate fast", "BAD_OPTION", "--rate N|max"],
    ["iot --rate 0", "BAD_OPTION", "--rate N|max"],
    ["iot --rate -1", "BAD_OPTION", "--rate N|max"],
    ["iot --rate", "BAD_OPTION", "--rate N|max"],
    ["iot --port 70000", "BAD_OPTION", "--port N"],
    ["iot --seed 1.5", "BAD_OPTION", "--seed N"],
    ["iot --errors 2", "BAD_OPTION", "--errors SHARE"],
    ["iot --lateness -1", "BAD_OPTION", "--lateness SECONDS"],
    ["iot --count 0", "BAD_OPTION", "--count N"],
    ["iot --replay a.csv --time later", "BAD_OPTION", "--time now|kept"],
    ["iot --loop", "BAD_OPTION", "--replay FILE --loop"],
    ["iot --time now", "BAD_OPTION", "--replay FILE --time"],
    ["iot --replay a.csv --lateness 3", "BAD_OPTION", "leave it out"],
    ["quotes --replay a.csv", "BAD_OPTION", "npm run server iot"],
    ["quotes --lateness 3", "BAD_OPTION", "leave --lateness out"],
  ])("refuses “%s” with what to type", (line, code, cure) => {
    expect(() => parse(line)).toThrow(
      expect.objectContaining({ code, cure: expect.stringContaining(cure) as string }) as Error,
    );
  });

  it("says which rule was broken by what", () => {
    expect(() => parse("iot --errors 2")).toThrow(
      "[BAD_OPTION] server: --errors wants a number from 0 to 1.\n  got: 2\n  try: --errors SHARE",
    );
  });
});

describe("nearest", () => {
  it("finds what was meant", () => {
    expect(nearest("prot", ["rate", "port", "host"])).toBe("port");
    expect(nearest("RATE", ["rate", "port"])).toBe("rate");
    expect(nearest("something", ["rate", "port"])).toBeUndefined();
  });
});
