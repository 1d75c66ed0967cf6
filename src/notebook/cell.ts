import { truncate } from "./format.js";

/** The cell that is running: which one it is, and what it has shown so far. */
export interface Cell {
  /** The notebook's id of the cell; unknown to clients that do not send it, and before our hooks are in. */
  readonly id: string | undefined;
  /** The number the reader sees beside the cell. */
  readonly count: number;
  readonly code: string;
  /** The JavaScript that the kernel made of it, once it has. */
  script: string;
  /** What was folded out of its error output. */
  folded: string;
  /** 0 for the first display of this run, then 1, 2, …: the same for each run of the cell. */
  nextDisplay(): number;
}

/** Characters shown of a line that failed. */
const WIDTH = 90;

/** Cells whose code is kept to explain errors of functions they defined. */
const KEPT = 200;

const cells = new Map<string, Cell>();
let current: Cell | null = null;

/** The cell that is running now or ran last; null outside a kernel with hooks. */
export function currentCell(): Cell | null {
  return current;
}

/** A cell starts to run. */
export function enterCell(count: number, code: string, id: string | undefined): Cell {
  let displays = 0;
  current = { id, count, code, script: "", folded: "", nextDisplay: () => displays++ };
  cells.set(cellFile(count), current);
  const oldest = cells.keys().next();
  if (cells.size > KEPT && oldest.done !== true) cells.delete(oldest.value);
  return current;
}

/** The cell that ran last of those whose code fits. */
export function sourceOfCell(fits: (code: string) => boolean): Cell | null {
  return [...cells.values()].reverse().find(({ code }) => fits(code)) ?? null;
}

/** The file name that stands for a cell in stacks. */
export function cellFile(count: number): string {
  return `cell[${count}]`;
}

/** "cell [3], line 2: df.select(…)" for a frame's file and line; null for a cell not known and for what the kernel puts around it. */
export function describeLine(file: string, line: number): string | null {
  const cell = cells.get(file);
  if (cell === undefined) return null;
  const source = sourceLine(cell.script.split("\n"), line - 1, cell.code.split("\n"));
  return source === null ? null : `cell [${cell.count}]${source}`;
}

// The kernel keeps no source map: the line is found again by its text, which the compiler changes little.
function sourceLine(script: readonly string[], at: number, code: readonly string[]): string | null {
  const wanted = bare(script[at] ?? "");
  if (wanted === "" || wanted.startsWith("})(__tslab__")) return null;
  const nth = script.slice(0, at).filter((line) => bare(line) === wanted).length;
  const same = code.flatMap((line, i) => (bare(line) === wanted ? [i] : []));
  const exact = same[Math.min(nth, same.length - 1)];
  const found = exact ?? closest(wanted, code);
  return found === null
    ? `: ${wanted}`
    : `, line ${found + 1}: ${truncate((code[found] ?? "").trim(), WIDTH)}`;
}

function bare(line: string): string {
  return line
    .replace(/^\(?(async )?\(?function\(exports, require\) \{ /, "")
    .replace(/exports\.tsLastExpr\d* = /, "")
    .replace(/;\s*$/, "")
    .trim();
}

// Without its types a line keeps its names: the one line that has most of them is the line meant.
function closest(wanted: string, code: readonly string[]): number | null {
  const names = new Set(wanted.match(/[\w$]+/g) ?? []);
  if (names.size < 2) return null;
  const scores = code.map((line) => {
    const own = new Set(line.match(/[\w$]+/g) ?? []);
    return [...names].filter((name) => own.has(name)).length / names.size;
  });
  const best = Math.max(...scores);
  return best >= 0.7 && scores.filter((score) => score === best).length === 1 ? scores.indexOf(best) : null;
}
