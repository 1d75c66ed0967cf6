import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Context, contextOf, read, scratch, setup, write } from "./setup.js";

let pages: {
  serveFolder(folder: string, port: number): Promise<{ url: string; stop(): Promise<void> }>;
  fileFor(folder: string, address: string): string | undefined;
};
let browserCommand: (url: string, options: object) => [string, string[]] | undefined;
let labPage: (lesson?: string) => string;
let processes: {
  processesOf(run: string, pid: number): number[];
  endAll(pids: number[], grace?: number): Promise<void>;
};
let endLeftovers: (ctx: Context) => Promise<number>;
let alreadyOpen: (ctx: Context, port: number) => Promise<string | undefined>;
let makeBook: (ctx: Context) => Promise<string>;
beforeAll(async () => {
  pages = await setup("static-server.mjs");
  processes = await setup("processes.mjs");
  ({ browserCommand } = await setup<{ browserCommand: typeof browserCommand }>("browser.mjs"));
  ({ labPage } = await setup<{ labPage: typeof labPage }>("jupyter-server.mjs"));
  ({ endLeftovers } = await setup<{ endLeftovers: typeof endLeftovers }>("leftovers.mjs"));
  ({ alreadyOpen } = await setup<{ alreadyOpen: typeof alreadyOpen }>("already-open.mjs"));
  ({ makeBook } = await setup<{ makeBook: typeof makeBook }>("pages.mjs"));
});

describe("the pages", () => {
  test("are served on 127.0.0.1, and nothing outside their folder is", async () => {
    const root = scratch();
    write(root, {
      "secret.txt": "x",
      "book/index.html": "<p>home",
      "book/a b/ü.css": "p{}",
      "book/a b/index.html": "sub",
    });
    const server = await pages.serveFolder(path.join(root, "book"), 0);
    onTestFinished(() => server.stop());
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const get = async (name: string, method = "GET") => {
      const answer = await fetch(server.url + name, { method });
      return [answer.status, answer.headers.get("content-type"), await answer.text()];
    };
    expect(await get("")).toEqual([200, "text/html; charset=utf-8", "<p>home"]);
    expect(await get("?q=1")).toEqual([200, "text/html; charset=utf-8", "<p>home"]);
    expect(await get("a%20b/%C3%BC.css")).toEqual([200, "text/css; charset=utf-8", "p{}"]);
    expect((await get("a%20b/"))[2]).toBe("sub");
    expect((await get("", "HEAD"))[2]).toBe("");
    expect((await get("", "POST"))[0]).toBe(405);
    for (const name of ["none.html", "..%2fsecret.txt", "%2e%2e/secret.txt", "%ff", "a%00b"]) {
      expect((await get(name))[0]).toBe(404);
    }
    expect(pages.fileFor(path.join(root, "book"), "/../book-other/x")).toBeUndefined();
  });

  test("are made by Node once, and again when a lesson changes; a failed run is told", async () => {
    const root = scratch();
    const maker = (exit: number) =>
      `import fs from "node:fs"; fs.mkdirSync("book", { recursive: true });
       fs.appendFileSync("book/index.html", process.argv.slice(2).join(" ") + ";"); console.log("cell 3 failed"); process.exit(${exit});`;
    write(root, { "notebooks/a.ipynb": "1", "scripts/book.mjs": maker(0) });
    const { ctx, told } = await contextOf(root);
    const made = async () => read(await makeBook(ctx), "index.html");
    expect(await made()).toBe("--out book;");
    expect(await made()).toBe("--out book;");
    write(root, { "notebooks/a.ipynb": "2", "scripts/book.mjs": maker(1) });
    expect(await made()).toBe("--out book;--out book;");
    expect(told()).toContain("some cells failed, the pages show where: cell 3 failed");
  });
});

describe("a second start on the same port", () => {
  test("finds the book that is open, and takes no stranger for it", async () => {
    const { ctx } = await contextOf(scratch());
    const server = createServer((request, response) => {
      response.statusCode = request.headers.authorization === "token right" ? 200 : 403;
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const record = (launcher: number, token: string) =>
      write(ctx.paths.state, { "running/1.json": JSON.stringify({ launcher, port, token }) });
    expect(await alreadyOpen(ctx, port)).toBeUndefined();
    record(process.pid, "right");
    expect(await alreadyOpen(ctx, port)).toBe(`http://127.0.0.1:${port}/lab?token=right`);
    expect(await alreadyOpen(ctx, port + 1)).toBeUndefined();
    record(999999999, "right"); // its launcher is gone: a leftover
    expect(await alreadyOpen(ctx, port)).toBeUndefined();
    record(process.pid, "wrong");
    expect(await alreadyOpen(ctx, port)).toBeUndefined();
  });
});

describe("the browser", () => {
  test("is opened by what the machine has, and not where no screen is", () => {
    const at = (platform: string, env = {}) => browserCommand("http://u", { platform, env })?.[0];
    expect(at("darwin")).toBe("open");
    expect(at("win32")).toBe("rundll32");
    expect(at("linux", { DISPLAY: ":0" })).toBe("xdg-open");
    expect(at("linux")).toBeUndefined();
    expect(labPage("00 a/ü.ipynb")).toBe("/lab/tree/workbook/00%20a/%C3%BC.ipynb");
    expect(labPage()).toBe("/lab");
  });
});

describe("the end", () => {
  // A process that ignores SIGTERM and has a child in a session of its own, as Jupyter and its kernels do.
  const stubborn = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6);
    if (process.argv[1] !== "child") require("node:child_process")
      .spawn(process.execPath, ["-e", process.env.CODE, "child"], { detached: true, stdio: "inherit" });
    console.log("up");`;

  async function startStubborn(run: string) {
    const env = { ...process.env, CODE: stubborn, STREAMBOOK_RUN: run };
    const child = spawn(process.execPath, ["-e", stubborn], {
      env,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let ups = 0;
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (text: Buffer) => {
        ups += text.toString().split("up").length - 1;
        if (ups === 2) resolve();
      });
    });
    return { pid: child.pid ?? 0, exited: once(child, "exit") };
  }

  test.runIf(process.platform !== "win32")("reaches everything a run started, however stubborn", async () => {
    const run = `test-${process.pid}-a`;
    const { pid, exited } = await startStubborn(run);
    const mine = processes.processesOf(run, pid);
    expect(mine).toHaveLength(2);
    await processes.endAll(mine, 50);
    await exited;
    expect(processes.processesOf(run, pid)).toEqual([]);
  });

  test.runIf(process.platform === "linux")(
    "comes later for what a killed launcher left, and for nothing else",
    async () => {
      const { ctx } = await contextOf(scratch());
      const left = await startStubborn(`test-${process.pid}-b`);
      const kept = await startStubborn(`test-${process.pid}-c`);
      const record = (launcher: number, pid: number, run: string) =>
        JSON.stringify({ launcher, jupyter: pid, run, port: 9, token: "t" });
      write(ctx.paths.state, {
        "running/1.json": record(999999999, left.pid, `test-${process.pid}-b`),
        "running/2.json": record(process.pid, kept.pid, `test-${process.pid}-c`),
      });
      expect(await endLeftovers(ctx)).toBe(1);
      await left.exited;
      const still = processes.processesOf(`test-${process.pid}-c`, kept.pid);
      expect(still).toHaveLength(2);
      await processes.endAll(still, 50);
      await kept.exited;
    },
  );
});
