/** Colours come from Jupyter's theme where there is one, so that displays follow light and dark. */
const RULES = `
.sb{font:13px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,inherit);max-width:100%}
.sb-box{overflow:auto;border:1px solid var(--jp-border-color2,#bdbdbd);border-radius:3px;box-sizing:border-box;max-height:32em}
.sb table{border-collapse:collapse;border-spacing:0;margin:0;font-size:12px;table-layout:auto}
.sb caption{caption-side:top;text-align:left;font-weight:600;padding:2px 8px;white-space:nowrap}
.sb th,.sb td{height:1.75em;line-height:1.75em;padding:0 8px;white-space:pre;vertical-align:top;text-align:left;unicode-bidi:isolate}
.sb thead th{position:sticky;top:0;background:var(--jp-layout-color2,#eee);color:var(--jp-ui-font-color1,#111)}
.sb tbody tr:nth-child(even){background:var(--jp-rendermime-table-row-background,rgba(127,127,127,.08))}
.sb .sb-long{white-space:pre-wrap;overflow-wrap:anywhere;min-width:24em;max-width:48em}
.sb .sb-r{text-align:right;font-variant-numeric:tabular-nums}
.sb .sb-null{font-style:italic;color:var(--jp-ui-font-color2,#666)}
.sb-foot{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;min-height:2em;font-variant-numeric:tabular-nums}
.sb-state{font-weight:600}
.sb-quiet{color:var(--jp-ui-font-color2,#666)}
.sb-error{border-left:4px solid var(--jp-error-color1,#d55e00);padding:2px 10px;margin:4px 0}
.sb-error p{margin:2px 0}.sb-error pre,.sb-result pre{white-space:pre-wrap;font-size:12px;margin:2px 0}
.sb-cure{font-weight:600}
.sb button{font:inherit;padding:1px 12px;border:1px solid var(--jp-border-color1,#888);border-radius:3px;background:var(--jp-layout-color1,#fff);color:inherit;cursor:pointer}
.sb button:disabled{opacity:.6;cursor:default}
.sb-live-host .sb-without{display:none}.sb button[data-streambook-action]{display:none}.sb-live-host .sb button[data-streambook-action]{display:inline-block}
`;

/** The style element every HTML output carries: an exported page has no other place to take it from. */
export const STYLE = `<style>${RULES.replace(/\n/g, "")}</style>`;

/** HTML of a display inside its frame. */
export function frame(inner: string): string {
  return `<div class="sb">${STYLE}${inner}</div>`;
}
