import type { ExpressionCase } from "../expression-case.js";

/** Names and stars. */
export const names: readonly ExpressionCase[] = [
  ["s.f", "s.f", "f"],
  ["s.g.h", "s.g.h", "h"],
  ["t.a", "t.a", "a"],
  ["t.s.f", "t.s.f", "f"],
  ["sa.f", "sa.f", "f"],
  ["(s).f", "s.f", "f"],
  ["`a`", "a", "a"],
  ["A", "A", "A"],
  ["T.A", "T.A", "A"],
  ["S.F", "S.F", "F"],
  ["a.b", "a.b"],
  ["localtimestamp", "localtimestamp"],
  ["(a)", "a", "a"],
  ["*", "*"],
  ["t.*", "t.*"],
  ["s.*", "s.*"],
  ["a.* b", "(AS a.* b)"],
  ["/* c */ a", "a", "a"],
  ["a -- c", "a"],
];
