import { StreambookError } from "../../errors.js";
import { sameName } from "../../types/names.js";
import type { DataType } from "../../types/data-type.js";
import { sqlName } from "../../types/type-text.js";
import { commonType, implicitCast } from "../coerce.js";
import type { LogicalPlan, SetPlan, UnionByNamePlan, UnionPlan } from "../logical-plan.js";
import type { Attribute, NamedExpr, ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { distinctFrom } from "./joins.js";
import { toExpr } from "./names.js";
import { holdsMap } from "./pivot-values.js";
import { project } from "./projects.js";

type Analyze = (plan: LogicalPlan) => ResolvedPlan;

export function resolveUnion(plan: UnionPlan, analyze: Analyze, context: AnalysisContext): ResolvedPlan {
  return unionOf(plan.children.map(analyze), context);
}

function unionOf(plans: readonly ResolvedPlan[], context: AnalysisContext): ResolvedPlan {
  const inputs = apart(plans, context);
  const { children, output } = aligned(inputs, "UNION", context);
  return { kind: "union", children, output, isStreaming: inputs.some((i) => i.isStreaming) };
}

export function resolveSet(plan: SetPlan, analyze: Analyze, context: AnalysisContext): ResolvedPlan {
  const operator = `${plan.operator.toUpperCase()}${plan.all ? " ALL" : ""}`;
  const inputs = apart([analyze(plan.left), analyze(plan.right)], context);
  const { children, output } = aligned(inputs, operator, context);
  refuseMaps(output, operator);
  return {
    kind: "set",
    operator: plan.operator,
    all: plan.all,
    left: children[0]!,
    right: children[1]!,
    output,
    isStreaming: inputs.some((i) => i.isStreaming),
  };
}

/** Columns of the right side in the order of the left; what one side lacks becomes null there. */
export function resolveUnionByName(
  plan: UnionByNamePlan,
  analyze: Analyze,
  context: AnalysisContext,
): ResolvedPlan {
  const [left, right] = [analyze(plan.left), analyze(plan.right)];
  const among = (name: string, side: ResolvedPlan): Attribute | undefined =>
    side.output.find((a) => sameName(a.name, name));
  const lacking =
    left.output.find((a) => !among(a.name, right)) ?? right.output.find((a) => !among(a.name, left));
  if (lacking && !plan.allowMissing)
    throw new StreambookError({
      code: "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
      step: "unionByName",
      rule: `The column \`${lacking.name}\` is on one side only.`,
      got: `${left.output.map((a) => a.name).join(", ")} and ${right.output.map((a) => a.name).join(", ")}`,
      cure: "unionByName(other, { allowMissingColumns: true }) fills it with null",
    });
  const names = [...left.output, ...right.output.filter((a) => !among(a.name, left))];
  const side = (input: ResolvedPlan): ResolvedPlan =>
    project(
      input,
      names.map((wanted): NamedExpr => {
        const own = among(wanted.name, input);
        if (own) return { expr: toExpr(own), attribute: own };
        const empty = { kind: "literal", value: null, type: wanted.type, nullable: true } as const;
        return {
          expr: empty,
          attribute: { ...wanted, id: context.nextId(), nullable: true, qualifier: null },
        };
      }),
    );
  return unionOf([side(left), side(right)], context);
}

function apart(plans: readonly ResolvedPlan[], context: AnalysisContext): ResolvedPlan[] {
  const inputs: ResolvedPlan[] = [];
  for (const plan of plans) {
    const taken = inputs.flatMap((i) => i.output);
    inputs.push(distinctFrom(plan, taken, context));
  }
  return inputs;
}

/** The inputs with the same types column by column, and what comes out. */
function aligned(
  inputs: readonly ResolvedPlan[],
  operator: string,
  context: AnalysisContext,
): { children: ResolvedPlan[]; output: Attribute[] } {
  const width = inputs[0]!.output.length;
  const odd = inputs.find((i) => i.output.length !== width);
  if (odd)
    throw new StreambookError({
      code: "NUM_COLUMNS_MISMATCH",
      step: operator,
      rule: `Every input of ${operator} must have the same number of columns: the first has ${width}.`,
      got: `${odd.output.length} columns (${odd.output.map((a) => a.name).join(", ")})`,
      cure: "select the same columns on both sides",
    });
  const types = inputs[0]!.output.map((first, i) => {
    const type = inputs
      .map((p) => p.output[i]!.type)
      .reduce<DataType | null>((a, b) => a && commonType(a, b, context.settings.ansi), first.type);
    if (type) return type;
    throw new StreambookError({
      code: "INCOMPATIBLE_COLUMN_TYPE",
      step: operator,
      rule: `Column ${i + 1} ("${first.name}") must have compatible types on all sides.`,
      got: inputs.map((p) => sqlName(p.output[i]!.type)).join(" and "),
      cure: "cast one of them",
    });
  });
  const children = inputs.map((p) =>
    project(
      p,
      p.output.map((a, i) => {
        const expr = implicitCast(toExpr(a), types[i]!, context.settings);
        const id = expr.kind === "attribute" ? a.id : context.nextId();
        return { expr, attribute: { ...a, id, type: types[i]! } };
      }),
    ),
  );
  const output = inputs[0]!.output.map((a, i) => ({
    id: context.nextId(),
    name: a.name,
    type: types[i]!,
    nullable: inputs.some((p) => p.output[i]!.nullable),
    // What the first input does not cast is still reached through its table's name.
    qualifier: children[0]!.output[i]!.id === a.id ? a.qualifier : null,
    ...(a.metadata && { metadata: a.metadata }),
  }));
  return { children, output };
}

/** Refuses to compare whole rows that hold a map. */
export function refuseMaps(output: readonly Attribute[], step: string): void {
  const map = output.find((a) => holdsMap(a.type));
  if (!map) return;
  throw new StreambookError({
    code: "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE",
    step,
    rule: "Rows with a MAP cannot be compared with one another.",
    got: map.name,
    cure: "leave the map out, or compare map_entries(m)",
  });
}
