import { toDDL } from "../types/ddl.js";
import { childrenOf, type NamedExpr, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";

/** How much a batch takes, and what waits for it: not what the query computes. In lower case, as a plan holds options. */
const limits = new Set(["maxfilespertrigger", "maxbytespertrigger", "maxbufferedbytes"]);

/** What two starts of a query must have in common to share a checkpoint: its plan, whatever the sizes of its batches. */
export const planFingerprint = (plan: ResolvedPlan): string =>
  explainPlan(plan, { shows: (option) => !limits.has(option) });

interface ExplainOptions {
  /** Which options of an input are shown; all when not given. */
  readonly shows?: (option: string) => boolean;
  /** As a reader wants it, who keeps no checkpoint by it: lengths in seconds, and at each operator of a stream what it keeps. */
  readonly forReaders?: boolean;
}

/** A resolved plan as an indented tree, from the result down to the inputs. Ids are numbered anew, so that the same plan gives the same text. */
export function explainPlan(
  plan: ResolvedPlan,
  { shows = () => true, forReaders = false }: ExplainOptions = {},
): string {
  const numbers = new Map<number, number>();
  const number = (id: number): number => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return numbers.get(id)!;
  };
  const column = (name: string, id: number): string => `${name}#${number(id)}`;
  const bound = (at: bigint | ResolvedExpr): string => (typeof at === "bigint" ? String(at) : text(at));
  const text = (expr: ResolvedExpr): string => {
    switch (expr.kind) {
      case "literal":
        return typeof expr.value === "string" ? JSON.stringify(expr.value) : String(expr.value);
      case "attribute":
        return column(expr.name, expr.id);
      case "cast":
        return `${expr.mode === "try" ? "try_cast" : "cast"}(${text(expr.child)} as ${toDDL(expr.type)})`;
      case "field":
        return `${text(expr.child)}.${expr.name}`;
      case "item":
        return `${text(expr.child)}[${text(expr.key)}]`;
      case "variable":
        return column(expr.name, expr.id);
      case "lambda":
        return `(${expr.parameters.map(text).join(", ")}) -> ${text(expr.body)}`;
      case "call":
        if (forReaders && expr.fn.name === "between") {
          const [value, least, most] = expr.args.map(text);
          return `(${value} between ${least} and ${most})`;
        }
        if (forReaders && /^shift_time-?1$/.test(expr.fn.name)) {
          const [time, by] = expr.args;
          const length = by!.kind === "literal" ? seconds(Number(by.value)) : text(by!);
          return `(${text(time!)} ${expr.fn.name.includes("-") ? "-" : "+"} ${length})`;
        }
        if (expr.args.length === 2 && /^[^a-z]+$|^(and|or|like)$/.test(expr.fn.name))
          return `(${text(expr.args[0]!)} ${expr.fn.name} ${text(expr.args[1]!)})`;
        return `${expr.fn.name}(${expr.distinct ? "distinct " : ""}${expr.args.map(text).join(", ")})${expr.filter ? ` filter (where ${text(expr.filter)})` : ""}`;
      case "window": {
        const keys = expr.order.map((k) => `${text(k.expr)} ${k.descending ? "DESC" : "ASC"}`);
        return `${text(expr.call)} over ([${expr.partition.map(text).join(", ")}] [${keys.join(", ")}]${expr.frame ? ` ${expr.frame.unit}` : ""})`;
      }
      case "subquery":
        return `${expr.form}(${[...expr.operands.map(text), render(expr.plan, 0).join(" ")].join(", ")})`;
    }
  };
  const named = (n: NamedExpr): string => {
    const shown = text(n.expr);
    const target = column(n.attribute.name, n.attribute.id);
    return shown === target ? shown : `${shown} AS ${target}`;
  };
  const line = (node: ResolvedPlan): string => {
    switch (node.kind) {
      case "scan": {
        const { origin } = node;
        const columns = node.output.map((a) => `${column(a.name, a.id)}: ${toDDL(a.type)}`).join(", ");
        if (origin.kind === "read") {
          const options = Object.entries(origin.options)
            .filter(([k]) => shows(k.toLowerCase()))
            .sort()
            .map(([k, v]) => ` ${k}=${v}`)
            .join("");
          return `${node.isStreaming ? "Stream" : "Read"} ${origin.format}${options}${origin.paths.map((p) => ` ${p}`).join("")} [${columns}]`;
        }
        return `${origin.kind === "stored" ? `Table ${origin.name}` : origin.kind === "batch" ? "Batch" : `Local ${origin.rows.length} rows`} [${columns}]`;
      }
      case "project":
        return `Project [${node.columns.map(named).join(", ")}]`;
      case "generate":
        return `Generate${node.outer ? " outer" : ""} ${text(node.generator)} AS [${node.columns.map((a) => column(a.name, a.id)).join(", ")}]`;
      case "filter":
        return `Filter ${text(node.condition)}`;
      case "aggregate":
        return `Aggregate [${node.keys.map(named).join(", ")}] [${node.aggregates.map(named).join(", ")}]`;
      case "sort":
        return `Sort [${node.order.map((k) => `${text(k.expr)} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsFirst ? "FIRST" : "LAST"}`).join(", ")}]`;
      case "limit":
        return `Limit ${node.count === Infinity ? "all" : node.count}${node.offset > 0 ? ` offset ${node.offset}` : ""}`;
      case "expand":
        return `Expand [${node.keys.map(named).join(", ")}] [${node.sets.map((s) => `(${s.join(", ")})`).join(", ")}]`;
      case "distinct":
        return "Distinct";
      case "distinctOn":
        return `Distinct on [${node.keys.map(text).join(", ")}]${node.withinWatermark ? " within the watermark" : ""}`;
      case "sample":
        return `Sample ${node.lower} ${node.upper} seed ${node.seed}`;
      case "values":
        return `Values ${node.rows.length} rows`;
      case "range":
        return `Range ${bound(node.start)} ${bound(node.end)} step ${bound(node.step)}`;
      case "unpivot":
        return `Unpivot [${node.entries.map((e) => `(${e.map(text).join(", ")})`).join(", ")}]`;
      case "set":
        return `${node.operator === "intersect" ? "Intersect" : "Except"}${node.all ? " all" : ""}`;
      case "recursive":
        return `Recursive${node.all ? " all" : ""}`;
      case "recursion":
        return "Recursion";
      case "union":
        return "Union";
      case "groupState": {
        const { verb, state, output, outputMode, timeout } = node.definition;
        return `${verb} [${node.keys.map(named).join(", ")}] state [${toDDL(state)}] output [${toDDL(output)}] ${outputMode} timeout ${timeout}`;
      }
      case "watermark":
        return `Watermark ${column(node.output.find((a) => a.id === node.column)?.name ?? "time", node.column)} delay ${forReaders ? seconds(Number(node.delay)) : `${node.delay} us`}`;
      case "timeWindow":
        return `Windows ${text(node.time)} size ${node.size} slide ${node.slide} start ${node.start} us AS ${column(node.window.name, node.window.id)}`;
      case "sessionWindow":
        return `Sessions ${text(node.time)} to ${text(node.end)} AS ${column(node.window.name, node.window.id)}`;
      case "join":
        return `Join ${node.type}${node.condition ? ` on ${text(node.condition)}` : ""}`;
    }
  };
  // Children first, so that ids are numbered from the inputs up.
  const render = (node: ResolvedPlan, depth: number): string[] => {
    const below = childrenOf(node).flatMap((child) => render(child, depth + 1));
    const kept = forReaders ? stateOf(node) : null;
    const shown = kept === null ? line(node) : line(node).replace(/^\w+/, `$& {state: ${kept}}`);
    return [`${"   ".repeat(Math.max(0, depth - 1))}${depth > 0 ? "+- " : ""}${shown}`, ...below];
  };
  return render(plan, 0).join("\n");
}

const seconds = (micros: number): string => `${micros / 1e6} s`;

/** What an operator of a stream keeps between batches, in words; null when it keeps nothing. */
function stateOf(node: ResolvedPlan): string | null {
  if (!node.isStreaming) return null;
  switch (node.kind) {
    case "aggregate":
      return node.keys.length === 0 ? "one row" : "a row for each group";
    case "distinct":
    case "distinctOn":
      return "a row for each key";
    case "groupState":
      return "what the function keeps of each key";
    case "limit":
      return "how many rows have come out";
    case "join":
      return childrenOf(node).every((side) => side.isStreaming) ? "the rows of both sides" : null;
    default:
      return null;
  }
}
