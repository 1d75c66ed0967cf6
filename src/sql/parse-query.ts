import type { LogicalPlan } from "../plan/logical-plan.js";
import { nearest } from "../types/names.js";
import { tokenize } from "./lexer.js";
import { readSpelled } from "./misspelt.js";
import { readPipes } from "./pipes.js";
import type { QueryOptions } from "./query.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { isSymbol, type Token } from "./token.js";

const begins = new Set(["select", "with", "values", "from", "table"]);
const others = new Set(
  "create insert drop alter update delete merge truncate show describe desc explain use set reset cache uncache refresh analyze map reduce add grant revoke load msck call execute declare begin optimize".split(
    " ",
  ),
);
const cures: Readonly<Record<string, string>> = {
  create: "df.createOrReplaceTempView(name) gives a query a name",
  insert: "write with df.write or a streaming query",
  show: "session.catalog lists what there is",
  describe: "df.printSchema() shows the columns",
  desc: "df.printSchema() shows the columns",
  explain: "df.explain() shows the plan",
  set: 'session.conf.set("key", "value") changes a setting; a value for a query is a parameter: session.sql("… :x", { x: 1 })',
  declare: 'a variable is one of TypeScript: session.sql("SELECT :x + 1", { x: 1 })',
  execute:
    "session.sql runs any text, with its parameters: session.sql(text, { x: 1 }) or session.sql(text, [1])",
  begin: "TypeScript is the script: one session.sql for each statement, with its own variables, if and for",
};

/**
 * Reads a query in Spark SQL into a plan: SELECT in all its clauses, joins, subqueries, WITH, UNION, VALUES. Throws PARSE_SYNTAX_ERROR
 * with the place underlined, UNSUPPORTED_STATEMENT for CREATE, INSERT and their like, UNSUPPORTED_FEATURE.… for what has no plan yet.
 *
 * @example
 * const plan = parseQuery("SELECT gt, count(*) FROM activity GROUP BY gt", { isAggregate: (name) => name === "count" });
 * plan.kind; // "aggregate"
 */
export function parseQuery(text: string, options: QueryOptions): LogicalPlan {
  const tokens = tokenize(text);
  if (tokens.length === 1)
    throw syntaxError(
      text,
      tokens[0]!,
      "A query is expected, and the text is empty.",
      'session.sql("SELECT * FROM t")',
    );
  const first = tokens.find((t) => !isSymbol(t, "(")) ?? tokens[0]!;
  if (first.kind !== "word" || !begins.has(first.value)) throw notAQuery(text, first);
  return readSpelled(text, (spelled) => readPipes(spelled, options));
}

function notAQuery(text: string, first: Token): Error {
  if (first.kind === "word" && others.has(first.value)) {
    const rule = "session.sql runs queries only: SELECT, WITH, VALUES.";
    return refusal(
      "UNSUPPORTED_STATEMENT",
      text,
      first,
      rule,
      cures[first.value] ?? "tables are changed by a new query: df.withColumn(…), df.where(…), df.union(…)",
    );
  }
  const close = first.kind === "word" ? nearest(first.value, begins) : null;
  return syntaxError(
    text,
    first,
    "A query begins with SELECT, WITH or VALUES.",
    close ? `did you mean ${close.toUpperCase()}?` : 'session.sql("SELECT * FROM t")',
  );
}
