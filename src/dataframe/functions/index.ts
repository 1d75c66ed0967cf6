export * from "./normal.js";
export * from "./strings.js";
export * from "./maths.js";
export * from "./times.js";
export * from "./json.js";
export * from "./collections.js";
export * from "./lambdas.js";
export * from "./aggregates.js";
