import { morphHtml } from "./morph.js";
import { Newest } from "./newest.js";

const MIME = "application/vnd.streambook.view+json";

/** The renderer of live tables: draws the output's HTML, and redraws only what has changed of it. */
export function viewRenderer(Widget) {
  class ViewWidget extends Widget {
    constructor() {
      super();
      this.addClass("jp-RenderedHTMLCommon-streambook");
      this.addClass("sb-live-host");
      this.newest = new Newest(
        (html) => morphHtml(this.node, html),
        () => this.isAttached && !document.hidden && !this.isDisposed,
      );
      this.wake = () => this.newest.poke();
      document.addEventListener("visibilitychange", this.wake);
    }

    renderModel(model) {
      this.newest.give(String(model.data["text/html"] ?? ""));
      return Promise.resolve();
    }

    onAfterAttach() {
      this.newest.poke();
    }

    onAfterShow() {
      this.newest.poke();
    }

    dispose() {
      document.removeEventListener("visibilitychange", this.wake);
      super.dispose();
    }
  }

  return {
    id: "streambook-lab:view",
    rank: 0,
    dataType: "json",
    // Not safe: in a notebook that is not trusted JupyterLab falls back to the sanitised text/html of the same output.
    rendererFactory: {
      safe: false,
      mimeTypes: [MIME],
      defaultRank: -10,
      createRenderer: () => new ViewWidget(),
    },
  };
}
