import { StreambookError } from "../errors.js";
import { node, type Expr } from "../plan/expression.js";
import { described } from "./described.js";
import { Decimal } from "../types/decimal.js";

/** A value that stands for itself where a column is expected. */
export type Literal = string | number | bigint | boolean | null | Date | Decimal | Uint8Array;

/** A plain value as an expression, with the type that Spark gives it. */
export function literal(value: unknown): Expr {
  switch (typeof value) {
    case "undefined":
    case "function":
    case "symbol":
      break;
    case "string":
      return node({ kind: "literal", value, type: { kind: "string" } });
    case "boolean":
      return node({ kind: "literal", value, type: { kind: "boolean" } });
    case "bigint":
      return node({ kind: "literal", value, type: { kind: "long" } });
    case "number": {
      const isInt = Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0);
      if (isInt) return node({ kind: "literal", value, type: { kind: "int" } });
      if (Number.isSafeInteger(value) && !Object.is(value, -0))
        return node({ kind: "literal", value: BigInt(value), type: { kind: "long" } });
      return node({ kind: "literal", value, type: { kind: "double" } });
    }
    case "object":
      if (value === null) return node({ kind: "literal", value: null, type: { kind: "null" } });
      if (value instanceof Date)
        return node({ kind: "literal", value: BigInt(value.getTime()) * 1000n, type: { kind: "timestamp" } });
      if (value instanceof Uint8Array) return node({ kind: "literal", value, type: { kind: "binary" } });
      if (value instanceof Decimal) {
        const [whole = "", fraction = ""] = value.toString().replace("-", "").split(".");
        const type = {
          kind: "decimal" as const,
          precision: Math.max(1, whole.length + fraction.length),
          scale: fraction.length,
        };
        return node({ kind: "literal", value, type });
      }
  }
  throw new StreambookError({
    code: "UNSUPPORTED_LITERAL_TYPE",
    step: "lit",
    rule: "A literal is a text, number, bigint, boolean, Date, Decimal, Uint8Array or null.",
    got: described(value),
    cure: "array(lit(1), lit(2)) and struct(…) make compound values from columns",
  });
}
