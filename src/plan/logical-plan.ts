import type {
  LocalRelation,
  ReadPlan,
  TablePlan,
  BatchPlan,
  ValuesPlan,
  RangePlan,
  TableFunctionPlan,
  RecursionPlan,
  SqlPlan,
} from "./nodes/inputs.js";
import type {
  ProjectPlan,
  WithColumnsPlan,
  RenamePlan,
  RenameAllPlan,
  DropPlan,
  AliasPlan,
  GeneratePlan,
  SessionWindowPlan,
  TimeWindowPlan,
  WatermarkPlan,
} from "./nodes/columns.js";
import type {
  FilterPlan,
  DropNullsPlan,
  SortPlan,
  LimitPlan,
  DistinctPlan,
  DistinctOnPlan,
  SamplePlan,
} from "./nodes/rows.js";
import type { AggregatePlan, GroupStatePlan, HavingPlan, PivotPlan, UnpivotPlan } from "./nodes/groups.js";
import type { UnionPlan, UnionByNamePlan, SetPlan, JoinPlan, RecursivePlan } from "./nodes/several.js";

export type * from "./nodes/inputs.js";
export type * from "./nodes/columns.js";
export type * from "./nodes/rows.js";
export type * from "./nodes/groups.js";
export type * from "./nodes/several.js";

/** A query as it was written: what the builder and the SQL parser both make, and what a cluster is sent. */
export type LogicalPlan =
  | LocalRelation
  | ReadPlan
  | TablePlan
  | BatchPlan
  | ProjectPlan
  | FilterPlan
  | WithColumnsPlan
  | RenamePlan
  | DropPlan
  | DropNullsPlan
  | AggregatePlan
  | GeneratePlan
  | SortPlan
  | LimitPlan
  | HavingPlan
  | DistinctPlan
  | DistinctOnPlan
  | UnionPlan
  | UnionByNamePlan
  | SetPlan
  | RenameAllPlan
  | ValuesPlan
  | RangePlan
  | TableFunctionPlan
  | PivotPlan
  | UnpivotPlan
  | RecursivePlan
  | RecursionPlan
  | SamplePlan
  | JoinPlan
  | AliasPlan
  | SqlPlan
  | TimeWindowPlan
  | SessionWindowPlan
  | WatermarkPlan
  | GroupStatePlan;

export function planNode<T extends LogicalPlan>(plan: T): T {
  return Object.freeze(plan);
}
