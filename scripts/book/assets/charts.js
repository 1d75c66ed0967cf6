// Draws the charts of a page from the figures written into it, in the colours of the reader's theme.
(() => {
  const charts = [];
  for (const figure of document.querySelectorAll("figure.chart")) {
    const json = figure.querySelector('script[type="application/json"]');
    charts.push({ plot: figure.querySelector(".plot"), figure: JSON.parse(json.textContent) });
  }
  // A chart inside other HTML brings its figure in an attribute and its text in its place.
  for (const twin of document.querySelectorAll("[data-fig]")) {
    const plot = document.createElement("div");
    plot.className = "plot";
    twin.before(plot);
    charts.push({ plot, figure: JSON.parse(twin.dataset.fig), twin });
  }

  function themed(layout = {}) {
    const style = window.getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const lines = {
      gridcolor: colour("--line"),
      zerolinecolor: colour("--quiet"),
      linecolor: colour("--line"),
    };
    return {
      height: 380,
      margin: { l: 60, r: 20, t: 50, b: 50 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      ...layout,
      font: { color: colour("--text"), ...layout.font },
      xaxis: { ...lines, ...layout.xaxis },
      yaxis: { ...lines, ...layout.yaxis },
    };
  }

  async function draw({ plot, figure, twin }) {
    try {
      const config = { displaylogo: false, ...figure.config, responsive: true };
      await window.Plotly.react(plot, figure.data ?? [], themed(figure.layout), config);
      if (twin) twin.hidden = true;
    } catch (error) {
      plot.textContent = `This chart could not be drawn: ${error.message}`;
      plot.closest("figure")?.querySelector("details")?.setAttribute("open", "");
    }
  }

  const drawAll = () => charts.forEach((chart) => void draw(chart));
  drawAll();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  window.matchMedia("print").addEventListener("change", drawAll);
})();
