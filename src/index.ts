export { StreambookError } from "./errors.js";
