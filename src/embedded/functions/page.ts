import { families, functions } from "./index.js";
import { reasonFor, SYNTAX } from "./missing.js";

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** The reference page of the functions, as markdown: `docs/functions.md`. `spark` are the names that Spark's SHOW FUNCTIONS gives. */
export function functionsPage(spark: readonly string[]): string {
  const sections = Object.entries(families).map(([title, family]) => {
    const rows = family.map((fn) => `| ${code(fn.signature)} | ${fn.kind} |`);
    return `## ${title}\n\n| call | kind |\n| --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Functions and operators

In Spark SQL text (\`expr\`, \`selectExpr\`, \`where("…")\`, \`session.sql\`) all of these; the builder exports those with a name, in camelCase.
This page is made from the code (\`node scripts/functions.mjs\`), a test holds it to that.

${sections.join("\n")}
${missing(spark)}`;
}

/** What Spark has and we do not, those of one reason together. */
function missing(spark: readonly string[]): string {
  const names = spark.filter((name) => !functions.find(name) && !SYNTAX.has(name));
  const reasons = [...new Set(names.map(reasonFor))];
  const rows = reasons.map((reason) => {
    const these = names.filter((name) => reasonFor(name) === reason);
    return `| ${reason} | ${these.map(code).join(", ")} |`;
  });
  return `## What Spark has besides

Of the ${spark.length} functions that Spark lists, these ${names.length} are not here.

| why | functions |
| --- | --- |
${rows.join("\n")}
`;
}
