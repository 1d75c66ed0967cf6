export { initParser } from "./polyglot.js";
export { parseExpression, parseSelectItem } from "./parse-expression.js";
export { parseQuery } from "./parse-query.js";
export type { QueryOptions } from "./query.js";
