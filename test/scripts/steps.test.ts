import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Context, type Step, contextOf, read, scratch, setup, write } from "./setup.js";

let runSteps: (ctx: Context, steps: Step[]) => Promise<number>;
let stamps: {
  hash(...parts: (string | Buffer)[]): string;
  hashFolder(folder: string): string;
  readStamp(file: string): unknown;
  writeStamp(file: string, value: unknown): void;
};
let locks: { withLock<T>(file: string, work: () => Promise<T>, onWait?: (pid: number) => void): Promise<T> };
beforeAll(async () => {
  ({ runSteps } = await setup<{ runSteps: typeof runSteps }>("steps.mjs"));
  stamps = await setup("stamp.mjs");
  locks = await setup("lock.mjs");
});

/** A step as the real ones are: it copies its input and stamps it last; `fault` strikes in between. */
function copying(fault: () => void = () => undefined): Step {
  const stamp = (ctx: Context) => path.join(ctx.root, "stamp.json");
  const input = (ctx: Context) => read(ctx.root, "input.txt");
  return {
    name: "copying",
    title: "the copy",
    isDone: (ctx) => JSON.stringify(stamps.readStamp(stamp(ctx))) === JSON.stringify({ inputs: input(ctx) }),
    run(ctx) {
      write(ctx.root, { "output.txt": input(ctx) });
      fault();
      stamps.writeStamp(stamp(ctx), { inputs: input(ctx) });
    },
  };
}

describe("a step", () => {
  test("is done once, and again when its inputs change", async () => {
    const root = scratch();
    write(root, { "input.txt": "one" });
    const { ctx, told } = await contextOf(root);
    expect(await runSteps(ctx, [copying()])).toBe(1);
    expect(await runSteps(ctx, [copying()])).toBe(0);
    write(root, { "input.txt": "two" });
    expect(await runSteps(ctx, [copying()])).toBe(1);
    expect(read(root, "output.txt")).toBe("two");
    expect(told()).toMatch(/^ {2}the copy … \d+\.\d s\n {2}the copy … \d+\.\d s\n$/);
  });

  test("that was interrupted before its stamp is done again", async () => {
    const root = scratch();
    write(root, { "input.txt": "one" });
    const { ctx } = await contextOf(root);
    const interrupted = copying(() => {
      throw new Error("interrupted");
    });
    await expect(runSteps(ctx, [interrupted])).rejects.toThrow("interrupted");
    expect(await runSteps(ctx, [copying()])).toBe(1);
  });

  test("that fails for lack of space says so, and stops the steps after it", async () => {
    const { ctx, told } = await contextOf(scratch());
    write(ctx.root, { "input.txt": "one" });
    const full = copying(() => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    });
    await expect(runSteps(ctx, [full, copying()])).rejects.toMatchObject({
      what: 'The disk is full: The step "copying" could not be written.',
      cure: "Free about 1 GB and type the same command again; it goes on where it stopped.",
    });
    expect(told()).toContain("the copy … failed");
  });

  test("waits while another set-up of the folder runs, and takes over the lock of a dead one", async () => {
    const file = path.join(scratch(), "state", "setup.lock");
    const order: string[] = [];
    let release = () => undefined as void;
    const first = locks.withLock(file, async () => {
      await new Promise<void>((resolve) => (release = resolve));
      order.push("first");
    });
    const second = locks.withLock(
      file,
      async () => void order.push("second"),
      (pid) => {
        order.push(`waits for ${pid === process.pid}`);
        release();
      },
    );
    await Promise.all([first, second]);
    expect(order).toEqual(["waits for true", "first", "second"]);
    fs.writeFileSync(file, "999999999");
    await locks.withLock(file, async () => void order.push("third"));
    expect(order.at(-1)).toBe("third");
    expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  });
});

describe("a stamp", () => {
  test("is whole or not there, and its hash tells parts, names and bytes apart", () => {
    const root = scratch();
    const file = path.join(root, "deep", "stamp.json");
    expect(stamps.readStamp(file)).toBeUndefined();
    stamps.writeStamp(file, { a: 1 });
    expect(stamps.readStamp(file)).toEqual({ a: 1 });
    fs.writeFileSync(file, '{"a":');
    expect(stamps.readStamp(file)).toBeUndefined();
    expect(stamps.hash("ab", "c")).not.toBe(stamps.hash("a", "bc"));
    write(root, { "one/a.txt": "x", "two/b.txt": "x", "three/a.txt": "x" });
    const of = (folder: string) => stamps.hashFolder(path.join(root, folder));
    expect(of("one")).not.toBe(of("two"));
    expect(of("one")).toBe(of("three"));
    expect(of("missing")).toBe(stamps.hash());
  });
});
