import { format } from "node:util";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { exercise } from "../../src/exercises/index.js";
import * as notebook from "../../src/notebook/index.js";
import type { KernelMessage, KernelServer } from "../../src/notebook/kernel-button.js";
import { ScriptedQuery } from "./scripted-query.js";
import { VirtualTimers, settled } from "./virtual-timers.js";

// tslab itself, without its sockets: cells go into its handler, outputs come out of the two writers it is given.
const require = createRequire(import.meta.url);

interface Output {
  readonly kind: string;
  readonly text: string;
  readonly id?: string;
  readonly data?: Record<string, unknown>;
}
interface Display {
  readonly data: Record<string, unknown>;
  readonly transient: { readonly display_id?: string };
}
interface Handler {
  readonly execCount: number;
  handleExecute(
    req: { code: string; streambookCell?: string },
    stream: (name: string, text: string) => void,
    display: (content: Display, update: boolean) => void,
  ): Promise<{ status: string }>;
  close(): void;
}

const outputs: Output[] = [];
let handler: Handler;
let server: KernelServer;
const writers = {
  out: process.stdout.write.bind(process.stdout),
  err: process.stderr.write.bind(process.stderr),
};

/** Runs a cell; right after a failed one tslab turns cells away for a moment, and they are sent again. */
async function run(code: string, cellId = "cell-1"): Promise<{ status: string; outputs: Output[] }> {
  const stream = (kind: string, text: string): void => void outputs.push({ kind, text });
  const display = (content: Display, update: boolean): void => {
    const { data, transient } = content;
    const text = String(data["text/plain"]);
    outputs.push({ kind: update ? "update" : "display", text, data, id: transient.display_id ?? "" });
  };
  for (;;) {
    outputs.length = 0;
    const { status } = await handler.handleExecute({ code, streambookCell: cellId }, stream, display);
    if (status !== "abort") return { status, outputs: [...outputs] };
    await settled();
  }
}

const timers = new VirtualTimers();
const query = new ScriptedQuery("watched");

beforeAll(async () => {
  Object.assign(globalThis, { book: { ...notebook, exercise, StreambookError, query, timers, settled } });
  const tslab = path.dirname(require.resolve("tslab/package.json"));
  const load = <T>(name: string): T => require(path.join(tslab, "dist", name)) as T;
  const { createConverter } = load<{ createConverter: (options: object) => object }>("converter.js");
  const { createExecutor } = load<{
    createExecutor: (dir: string, convs: object, console: object) => object;
  }>("executor.js");
  const jupyter = load<{
    JupyterHandlerImpl: new (executor: object, isJs: boolean) => Handler;
    ZmqServer: new (handler: object, config: string) => KernelServer;
  }>("jupyter.js");
  const node = createConverter({ isJS: false, isBrowser: false }) as { close(): void };
  const convs = { node, close: () => node.close() };
  // The console of a test is vitest's; a kernel's writes to the process.
  const log = (...args: unknown[]): void => void process.stdout.write(`${format(...args)}\n`);
  const error = (...args: unknown[]): void => void process.stderr.write(`${format(...args)}\n`);
  const executor = createExecutor(process.cwd(), convs, { log, error });
  handler = new jupyter.JupyterHandlerImpl(executor, false);
  server = new jupyter.ZmqServer(handler, "");
  await run("declare const book: any;\nbook.installErrorDisplay(); void 0");
});

afterAll(() => {
  handler.close();
  process.stdout.write = writers.out;
  process.stderr.write = writers.err;
});

const BOOK =
  "const { live, table, StreambookError, query, timers, settled, button, interruptible, hostLevel } = (globalThis as any).book;\n";

describe("in a kernel", () => {
  it("says what a forgotten await is about, for a value and for an error", async () => {
    expect((await run("new Promise(() => {})")).outputs).toEqual([
      { kind: "stdout", text: "A promise, not yet its result: write `await` before it.\n" },
    ]);
  });

  it("adds a cure to what the compiler says about common mistakes", async () => {
    const said = async (code: string): Promise<string> =>
      (await run(code)).outputs.map(({ text }) => text).join("");
    expect(await said("lines.show()")).toMatch(
      /Cannot find name 'lines'\.\n {2}Try: run the cells above that make `lines`/,
    );
    await run(
      "declare const c: Column; class Column { mod(n: number): Column { return this; } }; declare function where(x: string | Column): void;",
    );
    expect(await said("where((n: any) => n > 2)")).toContain(
      'Try: a condition is a column or SQL text: `col("value")',
    );
  });

  it("says what to add to a cell whose await the kernel does not see", async () => {
    const { outputs: said } = await run("await (async () => 1)();");
    expect(said[0]?.text).toMatch(/^Try: write `await null;` above it/);
  });

  it("knows where it is", async () => {
    const { outputs: said } = await run(`${BOOK}hostLevel()`);
    expect(said).toEqual([{ kind: "stdout", text: "kernel\n" }]);
  });

  it("shows a table as one output with its text twin", async () => {
    const { outputs: said } = await run(`${BOOK}await table([{ a: 1n }])`);
    expect(said).toHaveLength(1);
    expect(Object.keys(said[0]?.data ?? {}).sort()).toEqual([
      "application/vnd.streambook.view+json",
      "text/html",
      "text/plain",
    ]);
  });

  it("goes on updating the display of a cell that has ended, and a re-run takes its place", async () => {
    const cell = `${BOOK}live(query, { every: 1000, timers }); await settled();`;
    const first = await run(cell);
    const id = first.outputs.find((output) => output.kind === "display")?.id;
    await run("1");
    query.batch("later");
    await settled();
    await timers.advance(0);
    expect(outputs.at(-1)).toMatchObject({ kind: "update", id });
    expect(outputs.at(-1)?.text).toContain("later");
    await run(cell);
    expect(timers.waiting).toBe(1);
  });

  it("prints nothing of a display that is the value of its cell", async () => {
    const { outputs: said } = await run(`${BOOK}live(query, { every: 1000, timers })`);
    expect(said.map(({ kind }) => kind)).not.toContain("stdout");
  });

  it("tells an error of the library in its own words, with the cell's line, the stack folded", async () => {
    const { status, outputs: said } = await run(
      `${BOOK}const before = 1;\nthrow new StreambookError({ code: "X", step: "select", rule: "It must exist.", got: "nam", cure: "name" });`,
    );
    expect(status).toBe("error");
    expect(said[0]?.text).toMatch(
      /^Try: name\nselect: It must exist\.\n {2}got: nam\n {2}at cell \[\d+\], line 3: throw new StreambookError.*\n {2}\[X\]\n$/,
    );
    expect(said[1]?.data?.["text/html"]).toContain("<details><summary");
    expect(said).toHaveLength(2);
  });

  it("keeps of any other error what the reader wrote", async () => {
    const { outputs: said } = await run("function f(v: any) {\n  return v.b.c;\n}\nf({});");
    expect(said[0]?.text).toMatch(
      /^TypeError: Cannot read properties of undefined \(reading 'c'\)\n {4}at cell \[\d+\], line 2: return v\.b\.c;\n {4}at cell \[\d+\], line 4: f\(\{\}\);\n$/,
    );
  });

  it("reports a type error as tslab does", async () => {
    const { outputs: said } = await run('const n: number = "a";');
    expect(said).toEqual([
      { kind: "stderr", text: "1:7 - Type 'string' is not assignable to type 'number'.\n" },
    ]);
  });

  it("names the cell to run again when an error is about a name that a failed cell should have made", async () => {
    const said = async (code: string): Promise<string> =>
      (await run(code)).outputs.map(({ text }) => text).join("");
    await run(
      "const source = { rows: [1] as number[] | undefined };\nconst parsed = source.rows!.map(String);",
    );
    await run("source.rows = undefined;");
    expect(await said("const parsed = source.rows!.map(String);")).toMatch(/^TypeError: /);
    const failed = handler.execCount;
    expect(await said("parsed.join()")).toMatch(
      new RegExp(
        `^Try: run cell \\[${failed}\\] again, then this one: it makes \`parsed\`, and it ended in an error\nTypeError: `,
      ),
    );
    expect(await said(`${BOOK}live(parsed as any)`)).toMatch(
      new RegExp(`^Try: run cell \\[${failed}\\] again`),
    );
    await run("const fresh = source.rows!.length;");
    expect(await said("fresh + 1")).toContain(`Try: run cell [${failed + 3}] again: it makes \`fresh\``);
    await run("source.rows = [2];\nconst parsed = source.rows.map(String);");
    expect((await run("parsed.join()")).status).toBe("ok");
  });

  it("names the cell that makes the session when the session was stopped", async () => {
    const stopped = `${BOOK}throw new StreambookError({ code: "SESSION_STOPPED", step: "sql", rule: "The session was stopped.", cure: "make one" });`;
    expect((await run(stopped)).outputs[0]?.text).toMatch(/^Try: run the notebook's first cell again/);
    await run(
      "const StreamSession = { create: async () => 1 };\nconst session = await StreamSession.create();",
    );
    const made = handler.execCount;
    expect((await run(stopped)).outputs[0]?.text).toMatch(
      new RegExp(`^Try: run cell \\[${made}\\] again, which makes the session, then the cells below it`),
    );
  });

  it("tells a button what its cell reads now", async () => {
    const made = await run(
      `${BOOK}button("Tell", (click: any) => { (globalThis as any).told = click; }); void 0`,
    );
    const html = String(made.outputs[0]?.data?.["text/html"]);
    const action = /data-streambook-action="([^"]+)"/.exec(html)?.[1] ?? "";
    await click(action, { streambookCellCode: "const edited = 1;" });
    expect((globalThis as { told?: unknown }).told).toEqual({ cellCode: "const edited = 1;" });
    await click(action);
    expect((globalThis as { told?: unknown }).told).toEqual({});
  });

  it("says first that the cell of an exercise was edited and not run again", async () => {
    const cell = `const { exercise } = (globalThis as any).book;\nawait exercise("00.1").check((numbers: any) => numbers);`;
    const made = await run(cell);
    const html = String(made.outputs.at(-1)?.data?.["text/html"]);
    const check = /data-streambook-action="([^"]+)">Check/.exec(html)?.[1] ?? "";
    const told = async (cellCode: string): Promise<string> => {
      await click(check, { streambookCellCode: cellCode });
      return outputs.at(-1)?.text ?? "";
    };
    expect(await told(`${cell} // changed`)).toMatch(
      /^Hint: .*\nSolution: .*\nThis cell was edited and not run again: run it.*\n○ 00\.1 {2}not attempted yet/,
    );
    const same = await told(cell);
    expect(same).toContain("○ 00.1  not attempted yet");
    expect(same).not.toMatch(/edited|last ran/);
  });

  it("runs a button while a cell waits", async () => {
    const state = { clicks: 0, release: (): void => undefined };
    Object.assign(globalThis, { state });
    const made = await run(
      `${BOOK}button("Count", () => \`clicked \${++(globalThis as any).state.clicks}\`)`,
    );
    const html = String(made.outputs[0]?.data?.["text/html"]);
    const action = /data-streambook-action="([^"]+)"/.exec(html)?.[1] ?? "";
    const waiting = run(
      "await new Promise<void>((resolve) => { (globalThis as any).state.release = resolve; });",
    );
    await settled();
    expect(await click(action)).toEqual(["execute_reply ok"]);
    expect(state.clicks).toBe(1);
    expect(await click("a-gone")).toEqual(["stream", "execute_reply ok"]);
    state.release();
    expect((await waiting).status).toBe("ok");
  });

  it("stops waiting as soon as it is interrupted, and listens no longer than it waits", async () => {
    const listeners = process.listenerCount("SIGINT");
    const waiting = run(
      `${BOOK}await interruptible(new Promise(() => undefined), { step: "awaitTermination" });`,
    );
    while (process.listenerCount("SIGINT") === listeners) await settled();
    process.emit("SIGINT");
    const { status, outputs: said } = await waiting;
    expect(status).toBe("error");
    expect(said[0]?.text).toContain("awaitTermination: The cell was interrupted and has stopped waiting");
    expect(said[0]?.text).toContain("[INTERRUPTED]");
    expect(process.listenerCount("SIGINT")).toBe(listeners);
  });
});

async function click(action: string, metadata: KernelMessage["metadata"] = {}): Promise<string[]> {
  const sent: string[] = [];
  const reply = {
    header: { msg_type: "" },
    content: {} as { status?: string },
    signAndSend: () => undefined,
  };
  const message: KernelMessage = {
    content: { code: `await require("streambook").runAction("${action}")` },
    metadata,
    createReply: () => ({
      ...reply,
      header: { msg_type: "" },
      signAndSend() {
        const { status } = this.content as { status?: string };
        sent.push([this.header.msg_type, status].filter(Boolean).join(" "));
      },
    }),
  };
  Object.assign(server, { connInfo: { key: "k" }, iopub: {} });
  await server.handleExecute({}, message);
  return sent;
}
