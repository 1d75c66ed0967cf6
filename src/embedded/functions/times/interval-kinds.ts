import type { FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { scalar } from "../define.js";

export type Sign = 1 | -1;
export type Kinds = readonly [left: ResolvedExpr, right: ResolvedExpr];

export const isDateTime = ({ kind }: DataType): boolean =>
  kind === "date" || kind === "timestamp" || kind === "timestamp_ntz";
export const isText = ({ kind }: DataType): boolean => kind === "string";

/** The SQL of an operator that has been bound already. */
export const op = (name: string, sql: FunctionDefinition["sql"]): FunctionDefinition =>
  scalar(name, "left + right", () => null, sql);
