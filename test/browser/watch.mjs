// What happens on a page while nobody touches it: which displays change, and whether the page moves.

/** Starts counting on the page: changes of state lines and tables, redraws of plots, the page's height and scroll. */
export function startWatch(page) {
  return page.evaluate(() => {
    const scroller = [...document.querySelectorAll(".jp-WindowedPanel-outer, .jp-Notebook")].find(
      (node) => node.scrollHeight > node.clientHeight + 1,
    );
    const tables = [...document.querySelectorAll(".sb-live-host .sb-box")];
    const plots = [...document.querySelectorAll(".streambook-plot-figure")];
    const watch = {
      tables: tables.map(() => 0),
      plots: plots.map(() => 0),
      heights: new Set(),
      scrolls: new Set(),
    };
    tables.forEach((node, i) => {
      node.firstElementChild.markedByCheck = true;
      new window.MutationObserver(() => watch.tables[i]++).observe(node, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    plots.forEach((node, i) => {
      if (node.firstElementChild) node.firstElementChild.markedByCheck = true;
      node.on?.("plotly_afterplot", () => watch.plots[i]++);
    });
    watch.sample = () => {
      if (!scroller) return;
      watch.heights.add(scroller.scrollHeight);
      watch.scrolls.add(scroller.scrollTop);
    };
    watch.timer = setInterval(watch.sample, 50);
    window.browserCheck = watch;
    return { tables: tables.length, plots: plots.length };
  });
}

/** Ends the counting and says what was seen. */
export function endWatch(page) {
  return page.evaluate(() => {
    const { tables, plots, heights, scrolls, timer } = window.browserCheck;
    clearInterval(timer);
    const marked = (selector) =>
      [...document.querySelectorAll(selector)].filter((node) => node.firstElementChild?.markedByCheck).length;
    return {
      tables,
      plots,
      heights: [...heights],
      scrolls: [...scrolls],
      sameTables: marked(".sb-live-host .sb-box"),
      samePlots: marked(".streambook-plot-figure"),
    };
  });
}

/** JupyterLab draws the cells of a long notebook one after the other, when it has time: until then the page grows by itself. */
export async function settled(page) {
  let height = -1;
  for (let same = 0, tries = 0; same < 8 && tries < 120; tries++) {
    const now = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll(".jp-WindowedPanel-outer, .jp-Notebook")].map((n) => n.scrollHeight),
      ),
    );
    same = now === height ? same + 1 : 0;
    height = now;
    await page.waitForTimeout(250);
  }
}
