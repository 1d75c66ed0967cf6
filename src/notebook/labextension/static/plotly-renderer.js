import { Newest } from "./newest.js";
import { morphHtml } from "./morph.js";

const MIME = "application/vnd.plotly.v1+json";
let loading;

/** plotly.js is large: it is fetched when the first chart is drawn. */
function loadPlotly(base) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = base + "plotly.min.js";
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly.min.js is not beside the extension"));
    document.head.append(script);
  });
  return loading;
}

/** Colours of the reader's theme, under what the figure says itself. */
function themed(layout = {}) {
  const style = window.getComputedStyle(document.body);
  const colour = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const grid = {
    gridcolor: colour("--jp-border-color2", "#ddd"),
    zerolinecolor: colour("--jp-border-color1", "#aaa"),
  };
  return {
    height: 380,
    margin: { l: 60, r: 20, t: 50, b: 50 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    uirevision: "streambook",
    ...layout,
    font: { color: colour("--jp-ui-font-color1", "#222"), ...layout.font },
    xaxis: { ...grid, ...layout.xaxis },
    yaxis: { ...grid, ...layout.yaxis },
  };
}

/** The renderer of plotly figures: one plot per output, which every update redraws in place. */
export function plotlyRenderer(Widget, base) {
  class PlotWidget extends Widget {
    constructor() {
      super();
      this.addClass("streambook-plot");
      this.addClass("sb-live-host");
      this.plot = document.createElement("div");
      this.plot.className = "streambook-plot-figure";
      this.text = document.createElement("div");
      this.text.className = "streambook-plot-text";
      this.node.append(this.plot, this.text);
      this.node.style.minHeight = "380px";
      this.newest = new Newest(
        (model) => this.drawModel(model),
        () => this.isAttached && !document.hidden && !this.isDisposed,
      );
      this.wake = () => this.newest.poke();
      document.addEventListener("visibilitychange", this.wake);
      this.themes = new window.MutationObserver(() => this.model && this.newest.give(this.model));
      this.themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name"] });
      // The text below the plot is filled only while it is open: it costs more than the plot.
      this.text.addEventListener("toggle", () => this.drawText(), true);
    }

    renderModel(model) {
      this.model = model;
      this.newest.give(model);
      return Promise.resolve();
    }

    async drawModel(model) {
      const figure = model.data[MIME];
      try {
        const Plotly = await loadPlotly(base);
        if (this.isDisposed) return;
        const config = { responsive: false, displaylogo: false, ...figure.config };
        await Plotly.react(this.plot, figure.data ?? [], themed(figure.layout), config);
        this.plotly = Plotly;
        this.describe(figure);
        this.drawText();
      } catch (error) {
        this.drawTwin(model, error);
      }
    }

    describe(figure) {
      const title = figure.layout?.title?.text ?? figure.layout?.title ?? "";
      this.plot.setAttribute("role", "group");
      this.plot.setAttribute("aria-label", `chart: ${title}`);
      if (this.text.childElementCount > 0) return;
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = "the chart as text";
      details.append(summary, document.createElement("div"));
      this.text.append(details);
    }

    drawText() {
      const details = this.text.querySelector("details");
      if (!details?.open) return;
      const holder = document.createElement("template");
      holder.innerHTML = String(this.model.data["text/html"] ?? "");
      const twin = holder.content.querySelector(".sb-chart-text");
      const style = holder.content.querySelector("style");
      const target = details.lastElementChild;
      if (twin) morphHtml(target, `<div class="sb">${style?.outerHTML ?? ""}${twin.innerHTML}</div>`);
      else target.textContent = String(this.model.data["text/plain"] ?? "");
    }

    /** Without plotly the reader still gets the chart's text. */
    drawTwin(model, error) {
      console.warn("streambook: no chart,", error.message);
      this.plot.textContent = String(model.data["text/plain"] ?? error.message);
      this.plot.style.whiteSpace = "pre";
    }

    onAfterAttach() {
      this.newest.poke();
    }

    onAfterShow() {
      this.newest.poke();
      this.onResize();
    }

    onResize() {
      if (this.plotly && this.isVisible) this.plotly.Plots.resize(this.plot);
    }

    dispose() {
      if (this.isDisposed) return;
      document.removeEventListener("visibilitychange", this.wake);
      this.themes.disconnect();
      this.plotly?.purge(this.plot);
      super.dispose();
    }
  }

  return {
    id: "streambook-lab:plotly",
    rank: 0,
    dataType: "json",
    rendererFactory: {
      safe: true,
      mimeTypes: [MIME],
      defaultRank: -10,
      createRenderer: () => new PlotWidget(),
    },
  };
}
