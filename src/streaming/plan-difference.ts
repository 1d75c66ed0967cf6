const around = 40;

/** The first place where two plan texts differ, one line for each, for an error message. */
export function planDifference(before: string, now: string): string {
  const [old, fresh] = firstDifferentLines(before, now);
  let at = 0;
  while (at < old.length && at < fresh.length && old[at] === fresh[at]) at++;
  return `    checkpoint: ${excerpt(old, at)}\n    now:        ${excerpt(fresh, at)}`;
}

function firstDifferentLines(before: string, now: string): [string, string] {
  const olds = before.split("\n");
  const news = now.split("\n");
  const place = olds.findIndex((line, index) => line !== news[index]);
  if (place < 0) return ["", news[olds.length] ?? ""];
  return [olds[place] ?? "", news[place] ?? ""];
}

function excerpt(line: string, at: number): string {
  const start = Math.max(0, at - around);
  const end = Math.min(line.length, at + 2 * around);
  if (line.trim() === "") return "(nothing)";
  return `${start > 0 ? "…" : ""}${line.slice(start, end).trimEnd()}${end < line.length ? "…" : ""}`;
}
