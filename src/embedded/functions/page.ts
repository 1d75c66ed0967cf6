import { families } from "./index.js";

/** The reference page of the functions, as markdown: `docs/functions.md`. */
export function functionsPage(): string {
  const sections = Object.entries(families).map(([title, family]) => {
    const rows = family.map((fn) => `| \`${fn.signature.replaceAll("|", "\\|")}\` | ${fn.kind} |`);
    return `## ${title}\n\n| call | kind |\n| --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Functions and operators

In Spark SQL text (\`expr\`, \`selectExpr\`, \`where("…")\`, \`session.sql\`) all of these; the builder exports those with a name, in camelCase.
This page is made from the code (\`node scripts/functions.mjs\`), a test holds it to that.

${sections.join("\n")}`;
}
