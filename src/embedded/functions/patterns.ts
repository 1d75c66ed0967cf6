import { accepts, castTo } from "../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedExpr } from "../../plan/resolved.js";
import { once } from "../compiler/once.js";
import { text as quoted } from "../sql-types.js";
import { BOOLEAN, counted, scalar, STRING, takes, type Bind, type Sql } from "./define.js";
import { script } from "./script.js";

const withEscape: Bind = (args, written) => {
  const bound = takes([STRING, STRING, STRING], BOOLEAN, { optional: 1 })(args, written);
  const escape = args[2];
  if (escape?.kind === "literal" && [...String(escape.value)].length !== 1)
    throw new Refusal(
      "INVALID_ESC",
      `The escape is one character, and ${JSON.stringify(escape.value)} is not.`,
      "ESCAPE '#'",
    );
  return bound;
};

/** What is wrong with a pattern: in Spark the escape character may stand only before `%`, `_` and itself. */
function fault(pattern: string, escape: string): string | null {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== escape) continue;
    const next = pattern[++i];
    if (next === undefined)
      return `[INVALID_FORMAT.ESC_AT_THE_END] The pattern ${JSON.stringify(pattern)} ends with its escape character. Double it.`;
    if (next !== "%" && next !== "_" && next !== escape)
      return `[INVALID_FORMAT.ESC_IN_THE_MIDDLE] In the pattern ${JSON.stringify(pattern)} the escape character may stand only before %, _ and itself. Double it.`;
  }
  return null;
}

const checked = script("like_pattern", [STRING, STRING], STRING, (pattern: string, escape: string) => {
  const wrong = fault(pattern, escape);
  if (wrong !== null) throw new Error(wrong);
  return pattern;
});

/** A pattern that is known is looked at once, here; others as they come. */
function patternSql(sql: string, expr: ResolvedExpr, escape: string, escapeExpr?: ResolvedExpr): string {
  const known = expr.kind === "literal" && (!escapeExpr || escapeExpr.kind === "literal");
  if (!known) return checked([sql, escape]);
  const { value } = expr;
  if (value === null) return sql;
  const wrong = fault(value as string, escapeExpr?.kind === "literal" ? String(escapeExpr.value) : "\\");
  return wrong === null ? sql : `CAST(error(${quoted(wrong)}) AS VARCHAR)`;
}

const like =
  (operator: string): Sql =>
  ([subject, pattern, escape = "'\\'"], call) =>
    `(${subject} ${operator} ${patternSql(pattern!, call.args[1]!, escape, call.args[2])} ESCAPE ${escape})`;

/** `x LIKE ALL (p, …)` and its kin: the text, and the patterns. */
const quantified = (name: string, form: string, all: boolean, isNot: boolean): FunctionDefinition =>
  scalar(
    name,
    form,
    (args) => {
      counted(args, 2, Infinity);
      if (!args.every((a) => accepts(STRING, a.type))) return null;
      return { args: args.map((a) => castTo(a, STRING)), type: BOOLEAN };
    },
    ([subject, ...patterns], call) =>
      once([subject!], ([text]) => {
        const each = patterns.map(
          (p, i) =>
            `${isNot ? "NOT " : ""}(${text} LIKE ${patternSql(p, call.args[i + 1]!, "'\\'")} ESCAPE '\\')`,
        );
        return `(${each.join(all ? " AND " : " OR ")})`;
      }),
  );

export const patterns: readonly FunctionDefinition[] = [
  scalar("like", "text like pattern [escape char]", withEscape, like("LIKE")),
  scalar("ilike", "text ilike pattern [escape char]", withEscape, like("ILIKE")),
  quantified("likeall", "text like all (pattern, …)", true, false),
  quantified("likeany", "text like any (pattern, …)", false, false),
  quantified("notlikeall", "text not like all (pattern, …)", true, true),
  quantified("notlikeany", "text not like any (pattern, …)", false, true),
];
