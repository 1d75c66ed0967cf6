export { toPublic } from "./to-public.js";
export { fromPublic, rowFromPublic, rowReader } from "./from-public.js";
export type { InputOptions } from "./from-public.js";
export { inferSchema } from "./infer-schema.js";
