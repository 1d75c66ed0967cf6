// Code in colours; a language that is not known stays plain.
import highlighter from "highlight.js/lib/common";
import { escapeHtml } from "./escape.mjs";

/** The HTML inside a code element. */
export function highlight(code, language) {
  if (!language || !highlighter.getLanguage(language)) return escapeHtml(code);
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
