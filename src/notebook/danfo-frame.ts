import type { DanfoFrame } from "../dataframe/danfo.js";

/** True for a danfojs DataFrame; told by its shape, so danfojs need not be loaded. */
export function isDanfo(value: unknown): value is DanfoFrame {
  const frame = value as Partial<DanfoFrame> | null;
  return Array.isArray(frame?.columns) && Array.isArray(frame?.dtypes) && Array.isArray(frame?.values);
}
