// What the tests of the book share: the scripts with their types, and notebooks made for one test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const notebooks = join(root, "notebooks");

export interface Output {
  output_type: string;
  name?: string;
  text?: string;
  data?: Record<string, unknown>;
}

export interface CellResult {
  status: "ok" | "error" | "timeout" | "dead";
  outputs: Output[];
  end?: { how: string; lastWords: string };
}

export interface Kernel {
  pid: number;
  ended: Promise<{ how: string; lastWords: string }>;
  execute(code: string, options?: { timeoutSeconds?: number; mayFail?: boolean }): Promise<CellResult>;
  interrupt(): void;
  shutdown(): Promise<{ how: string }>;
}

export interface Problem {
  cell: number;
  line: number;
  message: string;
}

export interface Book {
  lessons: { name: string; title: string }[];
  failures: string[];
}

interface Scripts {
  "kernel/client.mjs": { startKernel: (options: { cwd: string }) => Promise<Kernel> };
  "notebooks/read.mjs": { listNotebooks: (folder: string) => string[] };
  "notebooks/format.mjs": { formatNotebook: (text: string, name: string) => Promise<string> };
  "notebooks/typecheck.mjs": {
    typecheckNotebook: (path: string) => Problem[];
    typecheckNotebooks: (paths: string[]) => (Problem & { path: string })[];
    notebookChecker: () => { check: (path: string) => (Problem & { path: string })[]; close: () => void };
    describe: (problem: Problem & { path: string }) => string;
  };
  "notebooks/declarations.mjs": { checkDeclarations: (entry: string) => string[] };
  "book/make.mjs": {
    makeBook: (options: {
      folder: string;
      out: string;
      only?: string[];
      execute?: boolean;
      say?: (line: string) => void;
    }) => Promise<Book>;
  };
  "book/ansi.mjs": { ansiToHtml: (text: string) => string };
  "book/escape.mjs": { jsonInScript: (value: unknown) => string };
  "book/output.mjs": {
    renderOutput: (output: Output, context: { markdown(text: string): string }) => string;
  };
  "book/markdown.mjs": {
    createMarkdown: (links: Links) => {
      headings: { id: string; html: string }[];
      render(text: string): string;
    };
  };
  "book/links.mjs": {
    createLinks: (
      folder: string,
      pages: Set<string>,
    ) => Links & { files: Map<string, string>; problems: string[] };
  };
}

export interface Links {
  picture: (src: string) => string | undefined;
  page: (href: string) => string | undefined;
}

/** A script of the project, with its types. */
export async function script<Name extends keyof Scripts>(name: Name): Promise<Scripts[Name]> {
  return (await import(new URL(`../../scripts/${name}`, import.meta.url).href)) as Scripts[Name];
}

export interface Cell {
  cell_type: "code" | "markdown";
  id?: string;
  metadata: { tags?: string[] };
  source: string;
}

export const code = (source: string, ...tags: string[]): Cell => ({
  cell_type: "code",
  metadata: tags.length > 0 ? { tags } : {},
  source,
});

export const text = (source: string): Cell => ({ cell_type: "markdown", metadata: {}, source });

export const notebook = (...cells: Cell[]): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

/** A folder inside the project, so that its notebooks can import packages; `write` puts files into it. */
export function temporaryFolder() {
  mkdirSync(join(root, ".streambook"), { recursive: true });
  const path = mkdtempSync(join(root, ".streambook", "tmp "));
  return {
    path,
    write(name: string, content: string): string {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
