/** A value as an error names it: `the number 5`, `an array`, `the function count`. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "function":
      return value.name === "" ? "a function" : `the function ${value.name}`;
    case "string":
      return `the text ${JSON.stringify(value)}`;
    case "number":
      return `the number ${value}`;
    case "bigint":
      return `the bigint ${value}n`;
    case "boolean":
      return String(value);
    default: {
      const kind = Object.getPrototypeOf(value) === null ? "Object" : value.constructor.name;
      return kind === "Object" ? "an object" : kind === "Promise" ? "a promise" : `a ${kind}`;
    }
  }
}
