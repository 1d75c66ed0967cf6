// The extension's entry, as JupyterLab loads it: a module-federation container written by hand, so that nothing has to be built.
// The parts are plain ES modules beside this file; JupyterLab shares its own packages through the scope it hands to init().
(() => {
  const base = new URL(".", document.currentScript.src).href;
  let scope;

  const shared = async (name) => {
    const versions = scope[name];
    const [first] = Object.keys(versions);
    return (await versions[first].get())();
  };

  const parts = {
    "./mime": async () => {
      const { Widget } = await shared("@lumino/widgets");
      const [{ plotlyRenderer }, { viewRenderer }] = await Promise.all([
        import(base + "plotly-renderer.js"),
        import(base + "view-renderer.js"),
      ]);
      return [plotlyRenderer(Widget, base), viewRenderer(Widget)];
    },
    "./index": async () => {
      const { INotebookTracker } = await shared("@jupyterlab/notebook");
      const [{ activateButtons }, { keepAlive }, { keepLinesWhole }] = await Promise.all([
        import(base + "buttons.js"),
        import(base + "reattach.js"),
        import(base + "wide-text.js"),
      ]);
      return {
        id: "streambook-lab:notebook",
        autoStart: true,
        requires: [INotebookTracker],
        activate(_app, tracker) {
          activateButtons(tracker);
          keepAlive(tracker);
          keepLinesWhole();
        },
      };
    },
  };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["streambook-lab"] = {
    init(shareScope) {
      scope = shareScope;
    },
    async get(name) {
      const part = await parts[name]();
      return () => ({ __esModule: true, default: part });
    },
  };
})();
