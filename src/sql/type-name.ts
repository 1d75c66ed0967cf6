import type { DataType } from "../types/data-type.js";
import { parseDDL } from "../types/ddl.js";
import { StreambookError } from "../errors.js";
import type { Tree } from "./polyglot.js";
import type { WrittenType } from "./written.js";
import type { Source } from "./source.js";
import { refusal, syntaxError } from "./syntax-error.js";

/** A cast's type, and the place of the type and of the whole cast. */
export interface NamedType {
  readonly type: DataType;
  readonly span: WrittenType;
}

/** The type a cast names; polyglot saw a placeholder, so Spark's own reading of types decides. */
export function parseType(tree: Tree, source: Source): NamedType {
  const span =
    tree.data_type === "custom" && /^t\d+$/i.test(String(tree.name))
      ? source.writtenType(String(tree.name))
      : undefined;
  if (!span)
    throw syntaxError(
      source.text,
      source.spanOf({ tree }),
      "What follows this type cannot be read.",
      "put the cast in brackets: (a::type).field",
    );
  const text = source.text.slice(span.start, span.end);
  if (/^time\s*(\(\s*\d+\s*\))?$/i.test(text))
    throw refusal(
      "UNSUPPORTED_TIME_TYPE",
      source.text,
      span,
      "There is no type TIME.",
      "TIMESTAMP or STRING",
    );
  try {
    const wrapped = parseDDL(`ARRAY<${text}>`);
    if (wrapped.kind === "array") return { type: wrapped.element, span };
  } catch (error) {
    if (!(error instanceof StreambookError)) throw error;
    throw refusal(error.code, source.text, span, error.rule, error.cure);
  }
  throw refusal(
    "PARSE_SYNTAX_ERROR",
    source.text,
    span,
    "A type is expected here.",
    "for example INT, DOUBLE or STRING",
  );
}
