import type { OutputMode } from "../../plan/engine.js";
import { eventTimes, hasWatermark } from "../../plan/event-time.js";
import {
  childrenOf,
  mapChildren,
  schemaOf,
  type ResolvedAggregate,
  type ResolvedDistinct,
  type ResolvedDistinctOn,
  type ResolvedPlan,
  type ScanPlan,
} from "../../plan/resolved.js";
import { neededBelow } from "../../plan/needed-columns.js";
import { checkStreamJoin } from "../../plan/join-rules.js";
import { streamJoin } from "../../plan/stream-join.js";
import { hasStreamingAggregate } from "../../plan/streaming-rules.js";
import { AggregateOperator } from "./aggregate-operator.js";
import { DedupOperator } from "./dedup-operator.js";
import { GroupStateOperator, type EventColumn } from "./group-state-operator.js";
import { JoinOperator } from "./join-operator.js";
import { LimitOperator } from "./limit-operator.js";
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
    const below = neededBelow(node, needed);
    const cutNode = mapChildren(node, (child) => visit(child, below));
    const inputs = childrenOf(node).flatMap((child) => watermarks.get(child) ?? []);
    const watermark = (global: number): number => Math.min(...inputs.map((input) => input(global)));
    if (node.kind === "watermark") watermarks.set(node, (global) => global);
    else if (inputs.length > 0) watermarks.set(node, watermark);
    const made = operatorOf(cutNode, node, below, { ...settings, place: stages.length });
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
): Pick<Stage, "operator" | "inputs"> | null {
  switch (node.kind) {
    case "aggregate": {
      const operator = new AggregateOperator(node, settings, eventKey(node, written));
      return { operator, inputs: [operator.input] };
    }
    case "distinct":
      if (!node.deduplicates) return operatorOf(groupingOf(node), written, needed, settings);
      return dedup(node, settings);
    case "distinctOn":
      return dedup(node, settings);
    case "groupState": {
      const operator = new GroupStateOperator(node, settings, eventColumn(written), hasWatermark(written));
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
      const times = new Set(childrenOf(written).flatMap((child) => [...eventTimes(child)]));
      const parts = streamJoin(node, times);
      checkStreamJoin(parts, node, times, needed);
      const operator = new JoinOperator(node, parts, needed, settings);
      return { operator, inputs: operator.inputs };
    }
    default:
      return null;
  }
}

function dedup(node: ResolvedDistinct | ResolvedDistinctOn, settings: OperatorSettings) {
  const operator = new DedupOperator(node, settings);
  return { operator, inputs: [operator.input] };
}

/** The place of the key that carries the event time; -1 when none does. Looked for in the plan as it was, before it was cut. */
function eventKey({ keys }: ResolvedAggregate, written: ResolvedPlan): number {
  const times = new Set(childrenOf(written).flatMap((child) => [...eventTimes(child)]));
  return keys.findIndex(({ expr }) => expr.kind === "attribute" && times.has(expr.id));
}

/** The first column of the operator's input that carries the event time, in the plan as it was. */
function eventColumn(written: ResolvedPlan): EventColumn | null {
  const [input] = childrenOf(written);
  if (!input) return null;
  const times = eventTimes(input);
  const place = input.output.findIndex((a) => times.has(a.id));
  return place < 0 ? null : { place, isWindow: input.output[place]!.type.kind === "struct" };
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
