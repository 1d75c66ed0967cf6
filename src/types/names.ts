/** Names resolve case-insensitively, as Spark's do. */
export function sameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** A name as it must be written in SQL: with backticks unless it is a plain identifier. */
export function quoteName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quoteAlways(name);
}

/** A name in backticks, as Spark's messages show it. */
export function quoteAlways(name: string): string {
  return "`" + name.replaceAll("`", "``") + "`";
}

/** Edit distance (insert, delete, replace, swap of neighbours), letter case apart. */
export function editDistance(from: string, to: string): number {
  const a = [...from.toLowerCase()];
  const b = [...to.toLowerCase()];
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The candidates in the order of likeness, the likeliest first; ties stay in the order given. */
export function byLikeness(name: string, candidates: Iterable<string>): string[] {
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);
}

/**
 * The candidate that a misspelt name most likely meant, or null when none is near.
 *
 * @example
 * nearest("Arival_Time", ["Arrival_Time", "User"]); // "Arrival_Time"
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const best = byLikeness(name, candidates)[0];
  if (best === undefined) return null;
  const lower = name.toLowerCase();
  // "time" for "event_time" is a likely slip that edit distance calls far.
  const contained = lower.length >= 3 && best.toLowerCase().includes(lower);
  return contained ||
    editDistance(name, best) <= Math.max(1, Math.floor(Math.max(name.length, best.length) * 0.4))
    ? best
    : null;
}

/** The beginning of a cure: "did you mean `x`? ", or nothing when no candidate is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const likely = nearest(name, candidates);
  return likely === null ? "" : `did you mean ${quoteAlways(likely)}? `;
}
