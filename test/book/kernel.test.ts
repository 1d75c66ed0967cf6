import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Kernel, type Output, root, script, temporaryFolder } from "./support.js";

const { startKernel } = await script("kernel/client.mjs");
const folder = temporaryFolder();
let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel({ cwd: folder.path });
});
afterAll(async () => {
  await kernel.shutdown();
  folder.remove();
});

const printed = (outputs: Output[], name = "stdout") =>
  outputs
    .filter((output) => output.name === name)
    .map((output) => output.text)
    .join("");

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("cells in a kernel", () => {
  it("print, give their value, and see what cells before them declared", async () => {
    await kernel.execute('const name: string = "x";');
    const { status, outputs } = await kernel.execute(
      "console.log(name); console.error('oh'); name.length + 1",
    );
    expect(status).toBe("ok");
    expect(printed(outputs)).toBe("x\n2\n");
    expect(printed(outputs, "stderr")).toBe("oh\n");
  });

  it("keep the last state of a display, also when a later cell updates it", async () => {
    const shown = await kernel.execute(
      `const show = (text: string, update: boolean) => require("tslab/dist/jupyter.js").lastWriteDisplayData(
         { data: { "text/plain": text }, metadata: {}, transient: { display_id: "d" } }, update);
       show("first", false); show("second", true);`,
    );
    expect(shown.outputs.map((output) => output.data)).toEqual([{ "text/plain": "second" }]);
    const later = await kernel.execute('show("third", true);');
    expect(later.outputs).toEqual([]);
    expect(shown.outputs.map((output) => output.data)).toEqual([{ "text/plain": "third" }]);
  });

  it("report an error, and the next cell is not refused because of it", async () => {
    const failed = await kernel.execute("throw new Error('broken')");
    expect(failed.status).toBe("error");
    expect(printed(failed.outputs, "stderr")).toContain("Error: broken");
    const mistyped = await kernel.execute("nothingLikeThis");
    expect(mistyped.status).toBe("error");
    expect((await kernel.execute("1 + 1")).status).toBe("ok");
  });

  it("end when they wait or compute for too long, and the kernel goes on", async () => {
    const waiting = await kernel.execute("await new Promise(() => {});", { timeoutSeconds: 0.2 });
    expect(waiting.status).toBe("timeout");
    const computing = await kernel.execute("while (true) {}", { timeoutSeconds: 0.2 });
    expect(computing.status).toBe("timeout");
    expect(printed((await kernel.execute("6 * 7")).outputs)).toBe("42\n");
  });

  it("end at once when they are interrupted", async () => {
    const { status } = await kernel.execute(
      `setTimeout(() => process.kill(process.pid, "SIGINT"), 0);
       await new Promise(() => {});`,
    );
    expect(status).toBe("error");
    expect(printed((await kernel.execute("'still here'")).outputs)).toBe("still here\n");
  });

  it("survive a package that appears beside them and a package.json that changes", async () => {
    const install = (name: string, version: string) => {
      const manifest = { name, version, main: "index.js", types: "index.d.ts" };
      folder.write(`node_modules/${name}/package.json`, JSON.stringify(manifest));
      folder.write(`node_modules/${name}/index.js`, "exports.value = 1;");
      folder.write(`node_modules/${name}/index.d.ts`, "export const value: number;");
    };
    install("early", "1.0.0");
    expect((await kernel.execute('import { value } from "early";\nvalue')).status).toBe("ok");
    install("late", "1.0.0");
    expect((await kernel.execute("1")).status).toBe("ok");
    install("early", "1.0.1");
    expect((await kernel.execute("2")).status).toBe("ok");
    expect(printed((await kernel.execute('import { value as late } from "late";\nlate')).outputs)).toBe(
      "1\n",
    );
  });

  it("run after one that was expected to fail, which Jupyter sends them right behind", async () => {
    const failing = kernel.execute('throw new Error("expected")', { mayFail: true });
    const behind = kernel.execute("40 + 2", { mayFail: true });
    expect((await failing).status).toBe("error");
    expect((await behind).status).toBe("ok");
    expect(printed((await behind).outputs)).toBe("42\n");
  });

  it("have a pool of threads that DuckDB cannot starve", async () => {
    expect(printed((await kernel.execute("process.env.UV_THREADPOOL_SIZE")).outputs)).toMatch(/^\d{2,}\n$/);
  });
});

describe("a kernel's life", () => {
  const pids: number[] = [];
  afterEach(() => pids.splice(0).forEach((pid) => isRunning(pid) && process.kill(pid, "SIGKILL")));

  it("that ends by itself is told with how it ended", async () => {
    const own = await startKernel({ cwd: folder.path });
    pids.push(own.pid);
    const { status, end } = await own.execute("process.exit(3)");
    expect(status).toBe("dead");
    expect(end?.how).toBe("exit code 3");
    expect((await own.ended).how).toBe("exit code 3");
    expect((await own.execute("1")).status).toBe("dead");
  });

  it.each(["SIGINT", "SIGKILL"] as const)("ends with its runner (%s)", async (signal) => {
    const client = pathToFileURL(join(root, "scripts", "kernel", "client.mjs")).href;
    const runner = folder.write(
      "runner.mjs",
      `import { startKernel } from ${JSON.stringify(client)};
       const kernel = await startKernel();
       console.log(kernel.pid);
       await kernel.execute("await new Promise(() => {});");`,
    );
    const child = spawn(process.execPath, [runner], {
      cwd: folder.path,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    pids.push(pid);
    expect(isRunning(pid)).toBe(true);
    child.kill(signal);
    await once(child, "exit");
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });
});
