import { hasStreamingAggregate } from "./streaming-rules.js";
import { mapChildren, scansOf, type ResolvedPlan, type ScanPlan } from "./resolved.js";

/** What of a batch is not read. */
export interface LimitReads {
  readonly plan: ResolvedPlan;
  /** Of these inputs so many rows of each block are all that is looked at. */
  readonly inputs: ReadonlyMap<ScanPlan, number>;
}

/**
 * LIMIT n needs n rows of a batch at most: others are not read, and their event times not seen, as in Spark. What an input gives in blocks is cut at
 * the input, when all that reads it stands below a limit and nothing between leaves rows out; else the watermark looks at no more than n rows.
 */
export function limitReads(plan: ResolvedPlan): LimitReads {
  const limited: [ScanPlan, number][] = [];
  below(plan, (scan, count) => limited.push([scan, count]), new Map());
  const inputs = new Map(limited.filter(([scan]) => isCut(scan, plan, limited)));
  return { plan: below(plan, () => undefined, inputs), inputs };
}

function isCut(scan: ScanPlan, plan: ResolvedPlan, limited: readonly [ScanPlan, number][]): boolean {
  const isMemory = scan.origin.kind === "read" && scan.origin.format === "memory";
  const count = (scans: readonly ScanPlan[]): number => scans.filter((one) => one === scan).length;
  return isMemory && count(scansOf(plan)) === count(limited.map(([one]) => one));
}

type Found = (scan: ScanPlan, count: number) => void;
type Inputs = ReadonlyMap<ScanPlan, number>;

function below(plan: ResolvedPlan, found: Found, inputs: Inputs): ResolvedPlan {
  if (!plan.isStreaming) return plan;
  if (plan.kind === "limit" && !hasStreamingAggregate(plan))
    return { ...plan, child: readAtMost(plan.child, plan.count + plan.offset, found, inputs) };
  return mapChildren(plan, (child) => below(child, found, inputs));
}

function readAtMost(plan: ResolvedPlan, count: number, found: Found, inputs: Inputs): ResolvedPlan {
  switch (plan.kind) {
    case "project":
    case "union":
      return mapChildren(plan, (child) => readAtMost(child, count, found, inputs));
    case "watermark": {
      const child = readAtMost(plan.child, count, found, inputs);
      const [scan] = scansOf(child);
      return scan && inputs.has(scan) ? { ...plan, child } : { ...plan, child, atMost: count };
    }
    case "scan":
      found(plan, count);
      return plan;
    default:
      return below(plan, found, inputs);
  }
}
