import { type Cell, currentCell, sourceOfCell } from "./cell.js";

/** Names that a failed cell should have made: the kernel has emptied them, and what uses them fails further down. */
const lost = new Map<string, number>();

const DECLARED = /^(?:export\s+)?(?:const|let|var)\s+(?:(\w+)|[{[]([^}\]=]*)[}\]])/gm;

/** Names that a cell declares for the cells after it. */
export function declaredNames(code: string): string[] {
  return [...code.matchAll(DECLARED)].flatMap(([, one, several = ""]) =>
    one === undefined ? several.split(",").map((part) => /(\w+)\s*$/.exec(part)?.[1] ?? "") : [one],
  );
}

/** A cell has ended: the names it should have made are there, or lost until it is run again. */
export function rememberNames({ code, count }: Cell, ok: boolean, isEmpty: (name: string) => boolean): void {
  for (const name of declaredNames(code)) {
    if (ok || !isEmpty(name)) lost.delete(name);
    else lost.set(name, count);
  }
}

/** What to run again when an error speaks of `undefined` and the cell uses a name that is lost; null otherwise. */
export function lostNameCure(text: string, code: string): string | null {
  if (!/\bundefined\b/.test(text)) return null;
  for (const [name, count] of lost) {
    if (!new RegExp(`(?<![.\\w$])${name}\\b`).test(code)) continue;
    return `run cell [${count}] again, then this one: it makes \`${name}\`, and it ended in an error`;
  }
  return null;
}

/** The number of the failed cell that should have made a name; undefined when none did. */
export function failedCellOf(name: string): number | undefined {
  return lost.get(name);
}

/** The cell that made the session: what to run again after `session.stop()`. */
export function sessionCell(): string | null {
  const found = sourceOfCell((code) => /\bStreamSession\s*\.\s*create\s*\(/.test(code));
  if (found === null)
    // The cell that imports streambook runs before the kernel tells us of cells.
    return currentCell() === null
      ? null
      : "run the notebook's first cell again, which makes the session, then the cells below it in their order (menu Run > Run All Cells)";
  return `run cell [${found.count}] again, which makes the session, then the cells below it in their order (menu Run > Run Selected Cell and All Below)`;
}
