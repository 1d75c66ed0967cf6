// A display as a page shows it: at its end, with nothing to press and nothing said of a life that is over.

const styled = /<style>.*?<\/style>/s;
/** The line of state and buttons; the library puts no block into it. */
const foot = /<div class="sb-foot">(.*?)<\/div>/gs;
const button = /<button\b[^>]*>(.*?)<\/button>/gs;
const emptyResult = /<div class="sb-result" role="status"><\/div>/g;

/** The library's HTML without the state of a live display and without its buttons: those of the reader's own are named. */
export function atRest(html) {
  if (!html.includes('class="sb"')) return html;
  const still = html
    .replace(foot, (_, inner) => (inner.includes('class="sb-state"') ? "" : named(inner)))
    .replace(emptyResult, "");
  return isEmpty(still) ? "" : still;
}

function named(inner) {
  const labels = [...inner.matchAll(button)].map(([, label]) => label);
  if (labels.length === 0) return "";
  const words = labels.length === 1 ? "a button" : "buttons";
  return `<p class="sb-quiet">In the live book, ${words} here: ${labels.join(" · ")}</p>`;
}

function isEmpty(html) {
  return (
    html
      .replace(styled, "")
      .replace(/<[^>]*>/g, "")
      .trim() === ""
  );
}
