/** A text that is the same for keys that are the same, values in the engine's form: what groups rows outside of SQL. */
export function keyText(key: readonly unknown[]): string {
  return key.length === 1 && typeof key[0] === "string" ? `s${key[0]}` : `\0${key.map(part).join("\0")}`;
}

function part(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (typeof value === "string") return `s${value.length}:${value}`;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return `[${value.map(part).join(",")}]`;
  if (typeof value === "object") return `o${(value as { toString(): string }).toString()}`;
  // As a template, minus zero is zero.
  return `${typeof value}:${value as number}`;
}
