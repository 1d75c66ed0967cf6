import type { OutputMode } from "../../plan/engine.js";
import { mapChildren, schemaOf, type ResolvedPlan, type ScanPlan } from "../../plan/resolved.js";
import { hasStreamingAggregate } from "../../plan/streaming-rules.js";
import { AggregateOperator } from "./aggregate-operator.js";
import { DedupOperator } from "./dedup-operator.js";
import { LimitOperator } from "./limit-operator.js";
import type { OperatorSettings, StatefulOperator } from "./operator.js";

/** An operator with state, the plans whose rows it takes, and the scan that stands for it in the plan above. */
export interface Stage {
  readonly operator: StatefulOperator;
  readonly inputs: readonly ResolvedPlan[];
  readonly output: ScanPlan;
}

/** A streaming plan cut at its stateful operators, from the inputs up. What is between them is one SELECT a batch. */
export interface Stages {
  readonly stages: readonly Stage[];
  /** What is above the last of them. */
  readonly top: ResolvedPlan;
}

export function cut(plan: ResolvedPlan, settings: Omit<OperatorSettings, "place">): Stages {
  const stages: Stage[] = [];
  const visit = (node: ResolvedPlan): ResolvedPlan => {
    if (!node.isStreaming) return node;
    const cutNode = mapChildren(node, visit);
    const made = operatorOf(cutNode, node, { ...settings, place: stages.length });
    if (!made) return cutNode;
    const output: ScanPlan = {
      kind: "scan",
      origin: { kind: "stored", name: "state", table: "", schema: schemaOf(node.output) },
      output: node.output,
      isStreaming: false,
    };
    stages.push({ ...made, output });
    return output;
  };
  return { top: visit(plan), stages };
}

/** The operator for a node whose inputs are cut already; null when it keeps no state. */
function operatorOf(
  node: ResolvedPlan,
  written: ResolvedPlan,
  settings: OperatorSettings,
): Omit<Stage, "output"> | null {
  switch (node.kind) {
    case "aggregate": {
      const operator = new AggregateOperator(node, settings);
      return { operator, inputs: [operator.input] };
    }
    case "distinct":
      return { operator: new DedupOperator(node, settings), inputs: [node.child] };
    case "limit":
      return isCumulative(written, settings.mode)
        ? { operator: new LimitOperator(node, settings), inputs: [node.child] }
        : null;
    default:
      return null;
  }
}

/** A limit counts over the life of the query, but for one over the whole result of complete mode. */
function isCumulative(limit: ResolvedPlan, mode: OutputMode): boolean {
  return mode !== "complete" || !hasStreamingAggregate(limit);
}
