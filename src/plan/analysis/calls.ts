import type { ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";

/** A call that analysis itself writes in: of a function that is there, with arguments that fit. */
export function engineCall(
  name: string,
  args: readonly ResolvedExpr[],
  { functions, settings }: Pick<AnalysisContext, "functions" | "settings">,
  nullable?: boolean,
): ResolvedExpr {
  const fn = functions.find(name)!;
  const binding = fn.bind(args, { distinct: false, sortKeys: 0, settings })!;
  return {
    kind: "call",
    fn: binding.fn ?? fn,
    args: binding.args,
    distinct: false,
    settings,
    type: binding.type,
    nullable: nullable ?? binding.nullable ?? args.some((a) => a.nullable),
  };
}
