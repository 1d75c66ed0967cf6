export * from "./now.js";
export * from "./fields.js";
export * from "./epoch.js";
export * from "./moves.js";
export * from "./texts.js";
export * from "./zones.js";
export * from "./make.js";
