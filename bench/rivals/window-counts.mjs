// Counts per window and activity as every contestant gives them: [start of the window in seconds, activity, count], sorted.

export function counter() {
  const counts = new Map();
  return {
    counts,
    add(start, gt, n) {
      const key = `${start} ${gt}`;
      counts.set(key, (counts.get(key) ?? 0) + n);
    },
    /** A later count of the same window stands for the earlier one. */
    set: (start, gt, n) => void counts.set(`${start} ${gt}`, n),
  };
}

export function sortedCounts({ counts }) {
  return [...counts]
    .map(([key, n]) => [Number(key.split(" ")[0]), key.split(" ")[1], n])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
}
