import type { DataFrame, MemoryInput, StreamSession, StructType, t } from "../../src/index.js";

/** What a wrong query is written on. */
export interface Desk {
  readonly session: StreamSession;
  readonly t: typeof t;
  readonly iot: DataFrame;
  readonly users: DataFrame;
  readonly stream: DataFrame;
  readonly input: MemoryInput<StructType>;
}

/** A query as a new user would get it wrong. */
export interface WrongQuery {
  readonly name: string;
  /** The error's code, what names the culprit, and what is told to write instead. */
  readonly says: readonly [code: string, culprit: string, cure: string];
  run(desk: Desk): unknown;
}
