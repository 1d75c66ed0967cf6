import { describe, expect, it } from "vitest";
import { ACTION_ID, forgetAction, registerAction, runAction } from "../../src/notebook/actions.js";
import { buttonHtml } from "../../src/notebook/button.js";
import { buttons } from "../../src/notebook/index.js";
import { buttonActionOf } from "../../src/notebook/kernel-button.js";
import { capturePrints } from "./capture.js";

describe("actions", () => {
  it("have ids that cannot be code and cannot be guessed", () => {
    const ids = [registerAction(() => 1), registerAction(() => 2)];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(ACTION_ID);
    ids.forEach(forgetAction);
  });

  it("run by id; a failure and an unknown id come back as a sentence", async () => {
    let ran = 0;
    const good = registerAction(() => (ran += 1));
    const bad = registerAction(() => {
      throw new Error("no server");
    });
    expect([await runAction(good), await runAction(bad), ran]).toEqual([undefined, "no server", 1]);
    forgetAction(good);
    expect(await runAction(good)).toBe(
      "This button belongs to an earlier run of the notebook: run its cell again.",
    );
  });

  it("keeps the newest thousand", async () => {
    const first = registerAction(() => undefined);
    for (let i = 0; i < 1000; i++) registerAction(() => undefined);
    expect(await runAction(first)).toContain("earlier run");
  });

  it("is recognised only in exactly the code that the button sends", () => {
    expect(buttonActionOf('await require("streambook").runAction("a-12")')).toBe("a-12");
    expect(buttonActionOf('await require("streambook").runAction("a-12"); more()')).toBeNull();
    expect(buttonActionOf('await require("streambook").runAction("A\\"); more(\\"")')).toBeNull();
    expect(buttonActionOf('await require("streambook").runAction("")')).toBeNull();
  });
});

describe("buttons", () => {
  const prints = capturePrints();

  it("carry an id and an escaped label", () => {
    expect(buttonHtml("a-1", '<script>"')).toBe(
      '<button type="button" data-streambook-action="a-1">&lt;script&gt;&quot;</button>',
    );
  });

  it("say in a terminal what to type instead", () => {
    buttons([{ label: "Check", action: () => "right", instead: 'await exercise("01.1").check(f)' }]);
    expect(prints.join("")).toBe('Check: await exercise("01.1").check(f)\n');
  });
});
