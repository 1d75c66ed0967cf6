/** The part of a danfojs DataFrame that streambook itself uses; give `toDanfo` your own type to see the rest. */
export interface DanfoFrame {
  readonly columns: string[];
  readonly dtypes: string[];
  readonly shape: number[];
  readonly values: unknown;
  print(): void;
  head(rows?: number): DanfoFrame;
}

/** True for a danfojs DataFrame; told by its shape, so danfojs need not be loaded. */
export function isDanfo(value: unknown): value is DanfoFrame {
  const frame = value as Partial<DanfoFrame> | null;
  return Array.isArray(frame?.columns) && Array.isArray(frame?.dtypes) && Array.isArray(frame?.values);
}
