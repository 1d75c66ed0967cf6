/** The rows of one group, with the values that they share. */
export interface Group<In> {
  readonly key: readonly (string | null)[];
  readonly rows: readonly In[];
}

/** Rows by what they have in common. */
export function groupsOf<In>(
  rows: readonly In[],
  keyOf: (row: In) => readonly (string | null)[],
): Group<In>[] {
  const groups = new Map<string, { key: readonly (string | null)[]; rows: In[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const text = JSON.stringify(key);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { key, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()];
}

/** The mean of the values that are there, or null. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

/** A mean without its last digits: they depend on the order in which the values were added. */
export const nearly = (value: unknown): unknown => (typeof value === "number" ? value.toFixed(9) : value);
