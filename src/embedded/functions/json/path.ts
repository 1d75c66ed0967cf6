import { parseJson, type JsonNode } from "./parse.js";
import { copied } from "./write.js";

type Step =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "all" }
  | { readonly kind: "fields" };

/** How what is found is written: a lone text raw, texts inside an array in quotes, arrays flattened into one. */
type Style = "raw" | "quoted" | "flat";

const parsed = new Map<string, readonly Step[] | null>();

/** `$.a['b'][0][*]`; null for what is no path. */
function pathOf(text: string): readonly Step[] | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const steps: Step[] = [];
  const pattern = /\.\*|\['\*'\]|\.([^.[]+)|\['([^'?]+)'\]|\[(\d+)\]|\[\*\]/y;
  let at = 1;
  while (text.startsWith("$") && at < text.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) break;
    const name = found[1] ?? found[2];
    if (name !== undefined) steps.push({ kind: "named", name });
    else if (found[3] !== undefined) steps.push({ kind: "index", index: Number(found[3]) });
    else steps.push({ kind: found[0] === "[*]" ? "all" : "fields" });
    at = pattern.lastIndex;
  }
  const path = text.startsWith("$") && at === text.length ? steps : null;
  if (parsed.size > 500) parsed.clear();
  parsed.set(text, path);
  return path;
}

/** What a path leads to, as text: `get_json_object`. Null when nothing is there, or the text is no JSON. */
export function jsonObject(text: string, path: string): string | null {
  const steps = pathOf(path);
  if (steps === null) return null;
  try {
    const root = parseJson(text);
    if (!root) return null;
    const found = follow(root, "raw", steps);
    return found.length === 0 ? null : found.join(",");
  } catch {
    return null;
  }
}

/** The pieces that are written, in order: none when the path leads nowhere. Spark's `evaluatePath`. */
function follow(node: JsonNode, style: Style, steps: readonly Step[]): string[] {
  const [step, ...rest] = steps;
  if (!step) {
    if (node.kind === "string" && style === "raw") return [node.text];
    if (node.kind === "array" && style === "flat")
      return node.items.flatMap((item) => follow(item, "flat", []));
    return [copied(node)];
  }
  if (node.kind === "object" && step.kind === "named") {
    for (const [name, value] of node.fields) {
      if (name !== step.name || value.kind === "null") continue;
      const found = follow(value, style, rest);
      if (found.length > 0) return found;
    }
    return [];
  }
  if (node.kind !== "array") return [];
  if (step.kind === "all") {
    if (rest[0]?.kind === "all") {
      const found = node.items.flatMap((item) => follow(item, "flat", rest.slice(1)));
      return found.length > 0 ? [`[${found.join(",")}]`] : [];
    }
    if (style === "quoted") {
      const found = node.items.flatMap((item) => follow(item, "quoted", rest));
      return found.length > 0 ? [`[${found.join(",")}]`] : [];
    }
    const found = node.items
      .map((item) => follow(item, style === "raw" ? "quoted" : "flat", rest))
      .filter((f) => f.length > 0);
    if (found.length === 0) return [];
    const text = found.flat().join(",");
    return [found.length > 1 ? `[${text}]` : text];
  }
  if (step.kind !== "index") return [];
  const item = node.items[step.index];
  return item ? follow(item, rest[0]?.kind === "all" ? "quoted" : style, rest) : [];
}
