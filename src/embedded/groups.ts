import { hasWatermark } from "../plan/event-time.js";
import {
  childrenOf,
  mapChildren,
  schemaOf,
  type ResolvedGroupState,
  type ResolvedPlan,
  type ScanPlan,
} from "../plan/resolved.js";
import type { Connection } from "./database.js";
import { appendRows } from "./load/append-rows.js";
import { resultReader } from "./load/result.js";
import { columnDefinitions } from "./sql-types.js";
import { GroupCalls } from "./state/group-calls.js";
import { groupInput } from "./state/group-state-operator.js";

/** What running functions over groups needs of the query that they are part of. */
export interface GroupHost {
  readonly connection: Connection;
  /** The SELECT of a plan, its scans as the query has them. */
  compile(plan: ResolvedPlan): Promise<string>;
  /** Says where the rows of a scan stand. */
  place(scan: ScanPlan, table: string): void;
  /** The query's time, milliseconds. */
  readonly time: number;
}

let made = 0;

/**
 * Functions over groups in a query that does not stream: each group is called once, with all its rows and without a state. They are run from the inputs up; the plan that is
 * returned reads their results. The temporary tables are the connection's.
 */
export async function runGroups(plan: ResolvedPlan, host: GroupHost): Promise<ResolvedPlan> {
  if (!holdsGroups(plan)) return plan;
  const inputs = new Map<ResolvedPlan, ResolvedPlan>();
  for (const child of childrenOf(plan)) inputs.set(child, await runGroups(child, host));
  const node = mapChildren(plan, (child) => inputs.get(child)!);
  return node.kind === "groupState" ? runGroup(node, host) : node;
}

async function runGroup(node: ResolvedGroupState, host: GroupHost): Promise<ScanPlan> {
  const { connection, time } = host;
  const input = groupInput(node);
  const rows = await resultReader(connection, schemaOf(input.output))(await host.compile(input));
  const watermark = hasWatermark(node) ? -1 : null;
  const { output } = new GroupCalls(node).run(rows, [], { time, watermark }, () => false);
  const schema = schemaOf(node.output);
  const table = `groups_${made++}`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (${columnDefinitions(schema)})`);
  await appendRows(connection, table, schema, output);
  const scan: ScanPlan = {
    kind: "scan",
    origin: { kind: "stored", name: node.definition.verb, table, schema },
    output: node.output,
    isStreaming: false,
  };
  host.place(scan, table);
  return scan;
}

function holdsGroups(plan: ResolvedPlan): boolean {
  return plan.kind === "groupState" || childrenOf(plan).some(holdsGroups);
}
