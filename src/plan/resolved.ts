/** What analysis makes of a query: expressions with types, operators whose columns have identities, and how to walk over both. */
export * from "./resolved-expr.js";
export * from "./resolved-plan.js";
export * from "./resolved-walk.js";
