import type { OutputMode } from "../../plan/engine.js";
import { delayOf, eventTimes, hasWatermark } from "../../plan/event-time.js";
import {
  childrenOf,
  mapChildren,
  schemaOf,
  type ResolvedAggregate,
  type ResolvedDistinct,
  type ResolvedDistinctOn,
  type ResolvedPlan,
  type ResolvedWatermark,
  type ScanPlan,
} from "../../plan/resolved.js";
import { neededBelow } from "../../plan/needed-columns.js";
import { checkStreamJoin } from "../../plan/join-rules.js";
import { streamJoin } from "../../plan/stream-join.js";
import { hasStreamingAggregate } from "../../plan/streaming-rules.js";
import { AggregateOperator } from "./aggregate-operator.js";
import { eventColumn } from "./event-column.js";
import { DedupOperator } from "./dedup-operator.js";
import { GroupStateOperator } from "./group-state-operator.js";
import { JoinOperator } from "./join-operator.js";
import { LimitOperator } from "./limit-operator.js";
import { SessionOperator } from "./session-operator.js";
import { watchedAggregate } from "./watched-rows.js";
import { WatermarkOperator } from "./watermark-operator.js";
import type { OperatorSettings, StatefulOperator } from "./operator.js";

/** An operator with state, the plans whose rows it takes, and the scan that stands for it in the plan above. */
export interface Stage {
  readonly operator: StatefulOperator;
  readonly inputs: readonly ResolvedPlan[];
  readonly output: ScanPlan;
  /** From the output down: the order in which progress tells of operators. */
  readonly order: number;
  /** The watermark of its input for the query's, both in milliseconds. */
  readonly watermark: (global: number) => number;
}

/** A streaming plan cut at its stateful operators, from the inputs up. What is between them is one SELECT a batch. */
export interface Stages {
  readonly stages: readonly Stage[];
  /** What is above the last of them. */
  readonly top: ResolvedPlan;
}

export function cut(plan: ResolvedPlan, settings: Omit<OperatorSettings, "place">): Stages {
  const stages: Stage[] = [];
  let visited = 0;
  // What an operator holds back holds back the watermark of those above it.
  const watermarks = new Map<ResolvedPlan, (global: number) => number>();
  const visit = (node: ResolvedPlan, needed: ReadonlySet<number>): ResolvedPlan => {
    if (!node.isStreaming) return node;
    const order = visited++;
    const watched = watchedAggregate(node);
    const own = watched?.aggregate ?? node;
    const below = new Set([...neededBelow(own, needed), ...(watched ? [watched.watermark.column] : [])]);
    const cutNode = mapChildren(own, (child) => visit(child, below));
    const inputs = watched
      ? [(global: number): number => global]
      : childrenOf(node).flatMap((child) => watermarks.get(child) ?? []);
    const watermark = (global: number): number => Math.min(...inputs.map((input) => input(global)));
    if (node.kind === "watermark") watermarks.set(node, (global) => global);
    // What a function of the user gives is bound to no time.
    else if (inputs.length > 0 && node.kind !== "groupState") watermarks.set(node, watermark);
    const place = { ...settings, place: stages.length };
    const made = operatorOf(cutNode, node, below, place, watched?.watermark);
    if (!made) return cutNode;
    const { operator } = made;
    if (operator.outputWatermark)
      watermarks.set(node, (global) => operator.outputWatermark!(watermark(global)));
    const output: ScanPlan = {
      kind: "scan",
      origin: { kind: "stored", name: "state", table: "", schema: schemaOf(node.output) },
      output: node.output,
      isStreaming: false,
    };
    stages.push({ ...made, output, order, watermark: inputs.length > 0 ? watermark : () => 0 });
    return output;
  };
  return { top: visit(plan, new Set(plan.output.map((a) => a.id))), stages };
}

/** The operator for a node whose inputs are cut already; null when it keeps no state. */
function operatorOf(
  node: ResolvedPlan,
  written: ResolvedPlan,
  needed: ReadonlySet<number>,
  settings: OperatorSettings,
  watched?: ResolvedWatermark,
): Pick<Stage, "operator" | "inputs"> | null {
  switch (node.kind) {
    case "aggregate": {
      const event = eventKey(node, written);
      const operator =
        node.session === undefined
          ? new AggregateOperator(node, settings, event, watched)
          : new SessionOperator(node, settings, event === node.session);
      return { operator, inputs: [operator.input] };
    }
    case "distinct":
      if (!node.deduplicates) return operatorOf(groupingOf(node), written, needed, settings);
      return dedup(node, written, settings);
    case "distinctOn":
      return dedup(node, written, settings);
    case "groupState": {
      const [input] = childrenOf(written);
      const event = input ? eventColumn(input) : null;
      const operator = new GroupStateOperator(node, settings, event, hasWatermark(written));
      return { operator, inputs: [operator.input] };
    }
    case "watermark":
      return { operator: new WatermarkOperator(node, settings), inputs: [node.child] };
    case "limit":
      return node.count > 0 && isCumulative(written, settings.mode)
        ? { operator: new LimitOperator(node, settings), inputs: [node.child] }
        : null;
    case "join": {
      if (!childrenOf(written).every((child) => child.isStreaming)) return null;
      // A time that nobody reads is not in the rows: a window over it may say what is late instead.
      const times = new Set(
        childrenOf(written)
          .flatMap((child) => [...eventTimes(child).keys()])
          .filter((id) => needed.has(id)),
      );
      const parts = streamJoin(node, times);
      checkStreamJoin(parts, node, times, needed);
      const operator = new JoinOperator(node, parts, needed, settings);
      return { operator, inputs: operator.inputs };
    }
    default:
      return null;
  }
}

function dedup(
  node: ResolvedDistinct | ResolvedDistinctOn,
  written: ResolvedPlan,
  settings: OperatorSettings,
) {
  const operator = new DedupOperator(node, settings, eventColumn(childrenOf(written)[0]!));
  return { operator, inputs: [operator.input] };
}

/** The place of the key that carries the event time; -1 when none does. Looked for in the plan as it was, before it was cut. */
function eventKey({ keys }: ResolvedAggregate, written: ResolvedPlan): number {
  const times = eventTimes(childrenOf(written)[0]!);
  return keys.findIndex(({ expr }) => delayOf(expr, times) !== null);
}

/** DISTINCT is a grouping by all columns, without an aggregate. */
function groupingOf({ child, output, isStreaming }: ResolvedDistinct): ResolvedAggregate {
  const keys = output.map((attribute) => ({
    attribute,
    expr: { ...attribute, kind: "attribute" as const },
  }));
  return { kind: "aggregate", child, keys, aggregates: [], output, isStreaming };
}

/** A limit counts over the life of the query, but for one over the whole result of complete mode. */
function isCumulative(limit: ResolvedPlan, mode: OutputMode): boolean {
  return mode !== "complete" || !hasStreamingAggregate(limit);
}
