import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Context, type Step, contextOf, scratch, setup, write } from "./setup.js";

interface Found {
  python: { file: string; version: string } | undefined;
  refused: { version: string }[];
}
let python: {
  pythonCandidates(env: NodeJS.ProcessEnv, windows?: boolean): string[][];
  pythonIsGood(version: string): boolean;
  findPython(env: NodeJS.ProcessEnv, windows?: boolean): Promise<Found>;
  pythonEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
};
let jupyter: Step;
let requirements: (version: string) => string[];
let uvEnv: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
beforeAll(async () => {
  python = await setup("python.mjs");
  ({ jupyter, requirements } = await setup<{ jupyter: Step; requirements: typeof requirements }>(
    "jupyter.mjs",
  ));
  ({ uvEnv } = await setup<{ uvEnv: typeof uvEnv }>("pip.mjs"));
});

/** Puts a command on a PATH of its own that answers as a Python of that version would (or, without one, as a stub). */
function fake(folder: string, name: string, version?: string): void {
  const answer =
    version === undefined ? "exit 9" : `printf 'streambook-python\\t${version}\\t${folder}/${name}\\n'`;
  write(folder, { [name]: `#!/bin/sh\n${answer}\n` });
  fs.chmodSync(path.join(folder, name), 0o755);
}

describe("the Python", () => {
  test("is python3, python or a numbered one; on Windows the launcher first; or the one that was named", () => {
    expect(python.pythonCandidates({}, false).slice(0, 3)).toEqual([["python3"], ["python"], ["python3.14"]]);
    expect(python.pythonCandidates({}, true)).toEqual([["py", "-3"], ["python"], ["python3"]]);
    expect(python.pythonCandidates({ STREAMBOOK_PYTHON: "/a b/python" })).toEqual([["/a b/python"]]);
    expect(python.pythonCandidates({ STREAMBOOK_PYTHON: "none" })).toEqual([]);
  });

  test("has to be new enough", () => {
    expect(["3.9.0", "3.14.1"].map((version) => python.pythonIsGood(version))).toEqual([true, true]);
    expect(["3.8.20", "2.7.18", "4.0.0"].map((version) => python.pythonIsGood(version))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.runIf(process.platform !== "win32")(
    "is the first good one on the PATH, past old ones and stubs",
    async () => {
      const PATH = scratch();
      expect(await python.findPython({ PATH }, false)).toEqual({ python: undefined, refused: [] });
      fake(PATH, "python", "2.7.18");
      fake(PATH, "python3");
      expect(await python.findPython({ PATH }, false)).toMatchObject({
        python: undefined,
        refused: [{ version: "2.7.18" }],
      });
      fake(PATH, "python3.11", "3.11.4");
      expect((await python.findPython({ PATH }, false)).python).toEqual({
        file: path.join(PATH, "python3.11"),
        version: "3.11.4",
      });
    },
  );

  test("is shielded from the settings of another one, and gets JupyterLab in a version it can run", () => {
    const env = python.pythonEnv({
      HOME: scratch(),
      PYTHONHOME: "/x",
      PYTHONPATH: "/y",
      PIP_TARGET: "/z",
      PIP_INDEX_URL: "https://i",
    });
    expect(Object.keys(env).filter((name) => /PYTHONHOME|PYTHONPATH|TARGET/.test(name))).toEqual([]);
    // pip asks for rustc's version, and a rustup that was never set up would write into the home.
    expect(env.RUSTUP_HOME).toBe(path.resolve(".jupyter", "rustup"));
    expect(python.pythonEnv({ RUSTUP_HOME: "/r" }).RUSTUP_HOME).toBe("/r");
    expect(env).toMatchObject({ PIP_INDEX_URL: "https://i", PIP_USER: "0" });
    expect(requirements("3.9.18")[0]).toBe("jupyterlab==4.5.11");
    expect(requirements("3.13.0")[0]).toBe("jupyterlab==4.6.6");
  });

  test("may be served by uv, which is told what pip was told unless it has been told otherwise", () => {
    const pip = { PIP_INDEX_URL: "https://i", PIP_FIND_LINKS: "/w", PIP_CERT: "/c.pem" };
    expect(uvEnv(pip)).toMatchObject({
      UV_DEFAULT_INDEX: "https://i",
      UV_FIND_LINKS: "/w",
      SSL_CERT_FILE: "/c.pem",
    });
    expect(uvEnv({ ...pip, UV_DEFAULT_INDEX: "https://j" }).UV_DEFAULT_INDEX).toBe("https://j");
  });

  test("that is missing is a failure with the two ways to a live book, and spares an environment that is there", async () => {
    const root = scratch();
    const { ctx } = await contextOf(root, { ...process.env, STREAMBOOK_PYTHON: "none" });
    write(ctx.paths.venv, { "keep.txt": "x" });
    const wanted: object = expect.objectContaining({
      noPython: true,
      what: "No Python was found.",
    }) as object;
    const cure: object = expect.objectContaining({
      cure: expect.stringMatching(/install Python 3\.9 or newer.*npm run vscode/) as string,
    }) as object;
    const failure: unknown = await Promise.resolve(jupyter.run(ctx)).catch((error: unknown) => error);
    expect(failure).toEqual(wanted);
    expect(failure).toEqual(cure);
    expect(fs.existsSync(path.join(ctx.paths.venv, "keep.txt"))).toBe(true);
  });
});

describe("Jupyter's environment", () => {
  test.runIf(process.platform !== "win32")(
    "is repaired, not made anew, when the folder was moved",
    async () => {
      const before = (await contextOf(path.join(scratch(), "before"))).ctx;
      const stamp = (ctx: Context) => path.join(ctx.paths.venv, ".streambook-jupyter");
      fs.mkdirSync(before.root);
      write(before.root, { ".jupyter/venv/bin/python": "#!/bin/sh\nexit 0\n" });
      fs.chmodSync(before.paths.python, 0o755);
      fs.writeFileSync(stamp(before), JSON.stringify({ recipe: 1, root: before.root }));
      expect(jupyter.isDone(before)).toBe(true);
      const { ctx: after } = await contextOf(path.join(path.dirname(before.root), "after"));
      fs.renameSync(before.root, after.root);
      expect(jupyter.isDone(after)).toBe(false);
      expect(await jupyter.run(after)).toBe("folder moved, repaired");
      expect(jupyter.isDone(after)).toBe(true);
    },
  );

  test("is not taken as done when the Python under it is gone", async () => {
    const { ctx } = await contextOf(scratch());
    write(ctx.paths.venv, { ".streambook-jupyter": JSON.stringify({ recipe: 1, root: ctx.root }) });
    expect(jupyter.isDone(ctx)).toBe(false);
  });
});
