// One notebook in JupyterLab, handled as a reader does: by its menus, its cells and its outputs.
import { must } from "./report.mjs";

/** Opens a notebook of the served book in a new page, with a kernel of its own that has run nothing yet. */
export async function openNotebook(browser, bookUrl, file) {
  await endKernel(bookUrl, file);
  const page = await browser.newPage({ viewport: { width: 1200, height: 850 } });
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    // A browser reports each answer that is not 200; JupyterLab asks for some things that need not exist.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      problems.push(message.text());
  });
  const address = new URL(bookUrl);
  address.pathname = `/lab/tree/workbook/${encodeURIComponent(file)}`;
  // Without the tabs of the notebooks before: their cells would be on the page too, hidden.
  address.searchParams.set("reset", "");
  await page.goto(address.href);
  await ready(page);
  return {
    page,
    problems,
    menu: (...names) => menu(page, names),
    runAll: () => runAll(page),
    cellsRun: (seconds, count) => cellsRun(page, seconds, count),
    async reload() {
      // An unsaved notebook would ask before it lets go of the page.
      page.once("dialog", (dialog) => void dialog.accept());
      await page.reload();
      await ready(page);
    },
    async close() {
      await page.close({ runBeforeUnload: false });
      await endKernel(bookUrl, file);
    },
  };
}

/** JupyterLab keeps the kernel of a notebook that was closed; the next check must not meet it. */
async function endKernel(bookUrl, file) {
  const { origin, searchParams } = new URL(bookUrl);
  const headers = { Authorization: `token ${searchParams.get("token")}` };
  const sessions = await (await fetch(`${origin}/api/sessions`, { headers })).json();
  for (const { id, path } of sessions.filter((session) => session.path.endsWith(`/${file}`))) {
    const answer = await fetch(`${origin}/api/sessions/${id}`, { method: "DELETE", headers });
    must(answer.ok, `the kernel of ${path} could not be ended`);
  }
}

async function ready(page) {
  await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
  await idle(page);
  must((await page.locator(".jp-Dialog").count()) === 0, "JupyterLab opened a dialog");
}

/** The status bar knows; the toolbar says idle also before there is a kernel, and cells run then are dropped. */
export async function idle(page) {
  const status = page.locator(".jp-StatusBar-TextItem").filter({ hasText: /TypeScript.* \| Idle/ });
  await status.first().waitFor({ timeout: 60_000 });
}

async function menu(page, names) {
  await page
    .locator(".lm-MenuBar-item")
    .filter({ hasText: new RegExp(`^${names[0]}$`) })
    .click();
  for (const name of names.slice(1)) {
    await page.locator(".lm-Menu-item").filter({ hasText: name }).first().click();
  }
}

async function runAll(page) {
  await menu(page, ["Run", "Run All Cells"]);
}

/** Waits until the first `count` code cells have run (all of them unless told); a cell that was asked to run may not say so yet. */
async function cellsRun(page, seconds = 120, count = Infinity) {
  const unrun = (most) =>
    page.evaluate(
      (n) =>
        [...document.querySelectorAll(".jp-CodeCell")]
          .slice(0, n ?? undefined)
          .filter((cell) => !/\d/.test(cell.querySelector(".jp-InputPrompt")?.textContent ?? ""))
          .map((cell) => cell.querySelector(".jp-InputArea-editor")?.textContent.trim() ?? "(not drawn yet)")
          .filter((text) => text !== ""),
      Number.isFinite(most) ? most : null,
    );
  const end = Date.now() + seconds * 1000;
  let left = await unrun(count);
  while (left.length > 0 && Date.now() < end) {
    await page.waitForTimeout(100);
    left = await unrun(count);
  }
  must(left.length === 0, `did not run in ${seconds} s: ${left.join(" | ")}`);
}
