// What a page leaves out of an output: the way through the kernel, and the folders of the machine that made the book.
import { homedir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { escapeHtml } from "./escape.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const kernelFrame =
  /^\s+at .*(?:node:|evalmachine|[\\/]node_modules[\\/]|scripts[\\/]kernel\.cjs|sigintHandlersWrap).*(?:\n|$)/gm;

/** Printed text without the stack frames that are not the lesson's own. */
export function withoutKernelStack(text) {
  return text.replace(kernelFrame, "").replace(/^evalmachine\.<anonymous>:\d+\n/gm, "");
}

/** HTML without this project's folder and the home folder in front of file names. */
export function withoutPaths(html) {
  const home = homedir();
  const places = [pathToFileURL(root).href, root, ...(home.length > 3 ? [home] : [])];
  return places.reduce((text, place) => text.replaceAll(escapeHtml(place), place === home ? "~" : ""), html);
}
