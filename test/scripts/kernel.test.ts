import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Step, contextOf, read, scratch, setup, write } from "./setup.js";

interface Spec {
  argv: string[];
}
let kernelspec: Step;
let labextension: Step;
let kernelspecOf: (root: string, node?: string) => Spec;
let vscode: {
  userJupyterData(env: NodeJS.ProcessEnv, platform: string, home: string): string;
  addKernel(folder: string, root: string): void;
  removeKernel(folder: string): boolean;
};
beforeAll(async () => {
  ({ kernelspec, kernelspecOf } = await setup<{ kernelspec: Step; kernelspecOf: typeof kernelspecOf }>(
    "kernelspec.mjs",
  ));
  ({ labextension } = await setup<{ labextension: Step }>("labextension.mjs"));
  vscode = await setup("vscode.mjs");
});

describe("the kernel", () => {
  test("is written with absolute paths, and again when the folder or Node moved", async () => {
    const { ctx } = await contextOf(scratch());
    expect(kernelspec.isDone(ctx)).toBe(false);
    await kernelspec.run(ctx);
    expect(kernelspec.isDone(ctx)).toBe(true);
    const file = path.join(ctx.paths.kernelspec, "kernel.json");
    expect(JSON.parse(read(file))).toEqual({
      argv: [
        process.execPath,
        path.join(ctx.root, "scripts", "kernel.cjs"),
        "kernel",
        "--config-path",
        "{connection_file}",
      ],
      display_name: "TypeScript (streambook)",
      language: "typescript",
      interrupt_mode: "signal",
      env: { UV_THREADPOOL_SIZE: "16", MALLOC_ARENA_MAX: "2" },
      metadata: { streambook: ctx.root },
    });
    fs.writeFileSync(file, JSON.stringify(kernelspecOf(ctx.root, "/old/node")));
    expect(kernelspec.isDone(ctx)).toBe(false);
  });

  test("for VS Code goes to the user's Jupyter folder, spares a stranger's and can be removed", () => {
    expect(vscode.userJupyterData({ JUPYTER_DATA_DIR: "/d" }, "linux", "/h")).toBe("/d");
    expect(vscode.userJupyterData({}, "linux", "/h")).toBe(path.join("/h", ".local", "share", "jupyter"));
    expect(vscode.userJupyterData({}, "darwin", "/h")).toBe(path.join("/h", "Library", "Jupyter"));
    expect(vscode.userJupyterData({ APPDATA: "/a" }, "win32", "/h")).toBe(path.join("/a", "jupyter"));
    const folder = path.join(scratch(), "kernels", "tslab");
    expect(vscode.removeKernel(folder)).toBe(false);
    vscode.addKernel(folder, "/a b");
    vscode.addKernel(folder, "/a b");
    expect(vscode.removeKernel(folder)).toBe(true);
    expect(fs.existsSync(folder)).toBe(false);
    write(folder, { "kernel.json": JSON.stringify({ argv: ["tslab"] }) });
    expect(() => vscode.addKernel(folder, "/a b")).toThrow(/another kernel named tslab/);
    expect(() => vscode.removeKernel(folder)).toThrow(/another kernel named tslab/);
  });
});

describe("the lab extension", () => {
  test("is copied with plotly.js and the settings that keep dialogs away, and follows its source", async () => {
    const root = scratch();
    write(root, {
      "src/notebook/labextension/package.json": "{}",
      "src/notebook/labextension/static/remoteEntry.js": "one",
      "node_modules/plotly.js-dist-min/package.json": "{}",
      "node_modules/plotly.js-dist-min/plotly.min.js": "plotly",
    });
    const { ctx } = await contextOf(root);
    expect(labextension.isDone(ctx)).toBe(false);
    await labextension.run(ctx);
    expect(labextension.isDone(ctx)).toBe(true);
    expect(read(ctx.paths.labextension, "static", "plotly.min.js")).toBe("plotly");
    const settings = path.join(ctx.paths.venv, "share", "jupyter", "lab", "settings", "overrides.json");
    expect(read(settings)).toContain('"fetchNews": "false"');
    write(root, { "src/notebook/labextension/static/remoteEntry.js": "two" });
    expect(labextension.isDone(ctx)).toBe(false);
    await labextension.run(ctx);
    expect(read(ctx.paths.labextension, "static", "remoteEntry.js")).toBe("two");
  });
});
