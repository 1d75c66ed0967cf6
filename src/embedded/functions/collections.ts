import type { FunctionDefinition } from "../../plan/functions.js";
import { scalar, STRING, takes } from "./define.js";

export const collections: readonly FunctionDefinition[] = [
  scalar(
    "split",
    "split(text, pattern[, limit])",
    takes([STRING, STRING], { kind: "array", element: STRING, containsNull: false }),
    ([s, p]) => `regexp_split_to_array(${s}, ${p})`,
  ),
];
