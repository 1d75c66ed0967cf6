// How a run of the tests is summed up.

/** "12 passed, 0 failed, 2 skipped". */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length === 0 ? "" : `, ${skipped.length} skipped`}`;
}

/** The skipped tests, grouped by why. `skipped` is a list of { name, reason }. */
export function skippedLines(skipped) {
  const byReason = new Map();
  for (const { name, reason } of skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].flatMap(([reason, names]) => [
    `Skipped (${reason}):`,
    ...names.map((name) => `  ${name}`),
  ]);
}
