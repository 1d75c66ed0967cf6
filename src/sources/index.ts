export type * from "./source.js";
export { MemoryStream } from "./memory-stream.js";
export { MemoryStreamSource } from "./memory.js";
export { socketProvider } from "./socket.js";
export { fileProviders } from "./file.js";
export { rateProvider } from "./rate.js";
export { listFiles } from "./file-listing.js";
export { readFileOptions } from "./file-options.js";
