const PRINTED = '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stdout"]';
const ERRORS = '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]';

/** A table printed as text must not be broken at the edge of the page: it scrolls sideways, as code does. Errors are sentences: they wrap, between words. */
export function keepLinesWhole() {
  const style = document.createElement("style");
  style.textContent =
    `${PRINTED}{overflow-x:auto}` +
    `${PRINTED} pre{white-space:pre;overflow-wrap:normal;word-break:normal}` +
    `${ERRORS} pre{overflow-wrap:anywhere;word-break:normal}`;
  document.head.append(style);
}
