/** Rows where a query can read them. */
export interface Relation {
  /** What stands in a FROM clause: columns c0, c1, … One slot has few such texts, the same from batch to batch. */
  readonly relation: string;
  /** The same with some columns only, by their places: where less is read for it, or what is malformed depends on them. */
  readonly select?: (columns: readonly number[]) => string;
}

export const relationSql = ({ relation, select }: Relation, columns: readonly number[]): string =>
  select ? select(columns) : relation;

/** Input rows, until they are released. */
export interface LoadedBatch extends Relation {
  readonly rows: number;
  release(): Promise<void>;
}
