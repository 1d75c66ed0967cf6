import type { XrayBatch, XrayWindow } from "../../plan/xray.js";

/** Okabe and Ito's colours: told apart by every kind of colour vision. */
const colours = {
  row: "#0072B2",
  late: "#D55E00",
  watermark: "#E69F00",
  open: "#56B4E9",
  closed: "#009E73",
  state: "#CC79A7",
};

type Axis = (batch: XrayBatch) => string | number;

/** The x-ray as a plotly figure: processing time to the right, event time upwards, the state below. */
export function xrayFigure(title: string, batches: readonly XrayBatch[]): { data: object[]; layout: object } {
  // Under a clock that stands still batches are told apart by their numbers.
  const moves = batches.length > 1 && batches.at(-1)!.at > batches[0]!.at;
  const x: Axis = moves ? (batch) => iso(batch.at) : (batch) => batch.id;
  const dots = (name: string, of: (batch: XrayBatch) => readonly number[], marker: object): object => ({
    type: "scatter",
    mode: "markers",
    name,
    x: batches.flatMap((batch) => of(batch).map(() => x(batch))),
    y: batches.flatMap((batch) => of(batch).map(iso)),
    marker,
  });
  const marked = batches.filter((batch) => batch.watermark !== null);
  const data = [
    boxes("closed windows", batches, x, true),
    boxes("open windows", batches, x, false),
    dots("rows", (batch) => batch.times, { color: colours.row, size: 6 }),
    dots("late rows", (batch) => batch.lateTimes, { color: colours.late, size: 9, symbol: "x" }),
    {
      type: "scatter",
      mode: "lines",
      name: "watermark",
      x: marked.map(x),
      y: marked.map((batch) => iso(batch.watermark!)),
      line: { color: colours.watermark, width: 3, shape: "hv" },
    },
    {
      type: "scatter",
      mode: "lines",
      name: "state",
      x: batches.map(x),
      y: batches.map((batch) => batch.stateRows),
      yaxis: "y2",
      line: { color: colours.state, width: 2, shape: "hv" },
      fill: "tozeroy",
    },
  ];
  const layout = {
    title: { text: title },
    xaxis: { title: { text: moves ? "processing time (UTC)" : "batch (number)" }, anchor: "y2" },
    yaxis: { title: { text: "event time (UTC)" }, domain: [0.3, 1], type: "date", automargin: true },
    yaxis2: { title: { text: "state (rows)" }, domain: [0, 0.2], rangemode: "tozero", automargin: true },
    // Below the axes: above them it would lie on the title.
    legend: { orientation: "h", y: -0.2, yanchor: "top" },
    height: 520,
    uirevision: "streambook",
  };
  return { data, layout };
}

/** A box for each window: from the first batch that has it open to the one that closes it, or to the last. */
function boxes(name: string, batches: readonly XrayBatch[], x: Axis, closed: boolean): object {
  const first = new Map<number, { readonly window: XrayWindow; readonly from: XrayBatch }>();
  const xs: (string | number | null)[] = [];
  const ys: (string | null)[] = [];
  const draw = ({ start, end }: XrayWindow, from: XrayBatch, to: XrayBatch): void => {
    const [left, right] = [x(from), x(to)];
    xs.push(left, right, right, left, left, null);
    ys.push(iso(start), iso(start), iso(end), iso(end), iso(start), null);
  };
  for (const batch of batches) {
    for (const window of batch.open)
      if (!first.has(window.end)) first.set(window.end, { window, from: batch });
    for (const window of batch.closed) {
      const seen = first.get(window.end);
      if (seen && closed) draw(window, seen.from, batch);
      first.delete(window.end);
    }
  }
  const last = batches.at(-1);
  if (!closed && last) for (const { window, from } of first.values()) draw(window, from, last);
  const color = closed ? colours.closed : colours.open;
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: xs,
    y: ys,
    fill: "toself",
    opacity: 0.35,
    line: { color, width: 1, dash: closed ? "solid" : "dot" },
    hoverinfo: "skip",
  };
}

const iso = (millis: number): string => new Date(millis).toISOString();
