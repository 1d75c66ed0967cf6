// Text made safe for the place it is put in.

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** For HTML, between tags and inside a quoted attribute. */
export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (char) => entities[char]);
}

/** A value as JSON inside a script element, which only "</script" or "<!--" could end. */
export function jsonInScript(value) {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
