// The launcher is plain JavaScript, for it runs before the compiler is there; these are the types of what the tests use of it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";

export const projectRoot = path.resolve(import.meta.dirname, "..", "..");

export interface Context {
  root: string;
  env: NodeJS.ProcessEnv;
  windows: boolean;
  progress: { begin: (text: string) => (end?: string) => void; say: (text: string) => void };
  paths: Record<
    | "nodeModules"
    | "dist"
    | "state"
    | "notebooks"
    | "workbook"
    | "book"
    | "jupyter"
    | "jupyterHome"
    | "venv"
    | "python"
    | "kernelspec"
    | "labextension",
    string
  >;
}

export interface Step {
  name: string;
  title: string;
  isDone(ctx: Context): boolean | Promise<boolean>;
  run(ctx: Context): unknown;
}

/** A module of scripts/setup, as `T` says it is. */
export async function setup<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(path.join(projectRoot, "scripts", "setup", name)).href)) as T;
}

/** A folder with a space in its path, gone after the test. */
export function scratch(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "stream book-")));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A context on a folder, and what it has told so far. */
export async function contextOf(root: string, env: NodeJS.ProcessEnv = process.env) {
  const { context } = await setup<{ context: (options: object) => Context }>("context.mjs");
  const told: string[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      told.push(chunk.toString());
      done();
    },
  });
  return { ctx: context({ root, env, out }), told: () => told.join("") };
}

/** Writes files, given by relative path, under a folder. */
export function write(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

export const read = (...parts: string[]) => fs.readFileSync(path.join(...parts), "utf8");
