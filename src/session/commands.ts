import { StreambookError } from "../errors.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import type { PlanInfo } from "../plan/engine.js";
import type { StructType } from "../types/data-type.js";
import { catalogString } from "../types/type-text.js";

/** What a statement that is no query needs of the session. */
export interface CommandParts {
  describe(plan: LogicalPlan): PlanInfo;
  createTempView(name: string, plan: LogicalPlan, replace: boolean): void;
  dropTempView(name: string): boolean;
  tableNames(): readonly string[];
  setting(key: string): string;
  set(key: string, value: string): void;
}

const NAME = "(`(?:[^`]|``)+`|[\\w.]+)";
const plain = (name: string): string => name.replace(/^`|`$/g, "").replaceAll("``", "`");

type Command = readonly [pattern: RegExp, run: (found: RegExpExecArray, parts: CommandParts) => LogicalPlan];

const commands: readonly Command[] = [
  [
    new RegExp(
      `^create\\s+(or\\s+replace\\s+)?temp(?:orary)?\\s+view\\s+${NAME}\\s*(?:\\(([^)]*)\\))?\\s+as\\s+(.+)$`,
      "is",
    ),
    ([, replace, name, columns, query], parts) => {
      const body = planNode({ kind: "sql", text: query! });
      const names = columns?.split(",").map((c) => plain(c.trim()));
      const plan = names ? planNode({ kind: "renameAll", child: body, names }) : body;
      parts.createTempView(plain(name!), plan, replace !== undefined);
      return nothing;
    },
  ],
  [
    new RegExp(`^drop\\s+(?:view|table)\\s+(if\\s+exists\\s+)?${NAME}$`, "is"),
    ([, ifExists, name], parts) => {
      if (!parts.dropTempView(plain(name!)) && ifExists === undefined)
        throw new StreambookError({
          code: "TABLE_OR_VIEW_NOT_FOUND",
          step: "DROP VIEW",
          rule: `The view \`${plain(name!)}\` cannot be found.`,
          got: plain(name!),
          cure: "DROP VIEW IF EXISTS name is content without one",
        });
      return nothing;
    },
  ],
  [
    /^show\s+(?:tables|views)$/is,
    (_found, parts) =>
      table(
        { namespace: "string", tableName: "string", isTemporary: "boolean" },
        parts.tableNames().map((name) => ["", name, true]),
      ),
  ],
  [
    new RegExp(`^show\\s+columns\\s+(?:in|from)\\s+${NAME}$`, "is"),
    ([, name], parts) => {
      const { schema } = parts.describe(planNode({ kind: "table", name: plain(name!).split(".") }));
      return table(
        { col_name: "string" },
        schema.fields.map((f) => [f.name]),
      );
    },
  ],
  [
    new RegExp(`^desc(?:ribe)?\\s+(?:table\\s+)?(?:extended\\s+)?${NAME}$`, "is"),
    ([, name], parts) => {
      const { schema } = parts.describe(planNode({ kind: "table", name: plain(name!).split(".") }));
      const rows = schema.fields.map((f) => [f.name, catalogString(f.type), null]);
      return table({ col_name: "string", data_type: "string", comment: "string" }, rows);
    },
  ],
  [
    /^set\s+([\w.]+)\s*(?:=\s*(.*))?$/is,
    ([, key, value], parts) => {
      const text = value?.trim().replace(/^(['"])(.*)\1$/s, "$2");
      if (text !== undefined) parts.set(key!, text);
      return table({ key: "string", value: "string" }, [[key, text ?? parts.setting(key!)]]);
    },
  ],
  [
    /^set\s+time\s+zone\s+(.+)$/is,
    ([, zone], parts) => {
      const key = "spark.sql.session.timeZone";
      parts.set(key, zone!.trim().replace(/^(['"])(.*)\1$/s, "$2"));
      return table({ key: "string", value: "string" }, [[key, parts.setting(key)]]);
    },
  ],
];

/** Runs a statement that is no query (CREATE TEMP VIEW, DROP VIEW, SHOW TABLES, DESCRIBE, SET) and gives its result; null for a query. */
export function runCommand(text: string, parts: CommandParts): LogicalPlan | null {
  const trimmed = text.replace(/^(?:\s|--[^\n]*\n)+/, "").replace(/[\s;]+$/, "");
  for (const [pattern, run] of commands) {
    const found = pattern.exec(trimmed);
    if (found) return run(found, parts);
  }
  return null;
}

function table(
  columns: Readonly<Record<string, "string" | "boolean">>,
  rows: readonly unknown[][],
): LogicalPlan {
  const schema: StructType = {
    kind: "struct",
    fields: Object.entries(columns).map(([name, kind]) => ({
      name,
      type: { kind },
      nullable: true,
    })),
  };
  return planNode({ kind: "local", schema, rows });
}

const nothing: LogicalPlan = planNode({ kind: "local", schema: { kind: "struct", fields: [] }, rows: [] });
