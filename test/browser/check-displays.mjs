// The displays themselves, on a notebook with a made-up query of known pace.
import { idle, openNotebook } from "./lab.mjs";
import { must } from "./report.mjs";
import { HOSTILE, PACE, failingCells, writeScratch } from "./scratch.mjs";
import { endWatch, settled, startWatch } from "./watch.mjs";

export async function checkDisplays({ browser, url, root, seconds, report, shot }) {
  const scratch = writeScratch(root);
  const lab = await openNotebook(browser, url, scratch.name);
  const { page } = lab;
  const { check } = report;
  try {
    console.log("displays");
    await lab.runAll();
    await check("the live table and the live chart appear", async () => {
      await page.locator(".sb-live-host .sb-box tbody tr").first().waitFor({ timeout: 30_000 });
      await page.locator(".streambook-plot-figure .main-svg").first().waitFor({ timeout: 30_000 });
    });
    await check("data is text, whatever it says", async () => {
      must((await page.getByText(HOSTILE).count()) > 0, "the text of the data is not shown");
      must((await page.evaluate(() => window.hacked)) === undefined, "data ran as code");
    });
    await check("a printed line that is wider than the page is not broken", async () => {
      const box = await page.locator(".jp-RenderedText pre", { hasText: "widewide" }).boundingBox();
      must(box.height < 40, `it is ${box.height} pixels high`);
    });
    await check("a button works while a cell waits", async () => {
      await page.getByRole("button", { name: "Count" }).click();
      await page.getByText("clicked 1").waitFor({ timeout: 2000 });
    });
    await check("a button knows whether its cell was edited since it ran", () => edited(page));
    await check("values change and the page stands still", () => watched(page, seconds));
    await check("scroll and focus inside a live table stay", () => undisturbed(page));
    await check("a hidden tab draws nothing, then only the newest", () => hidden(page));
    await shot(page, "displays");
    await check("a waiting cell ends when it is interrupted", async () => {
      await lab.menu("Kernel", "Interrupt Kernel");
      await lab.cellsRun(5);
      await page.getByText("Interrupted.").waitFor({ timeout: 3000 });
    });
    await check("a reload keeps table and chart alive", async () => {
      await page.waitForTimeout(1500);
      await lab.reload();
      await page.locator(".sb-live-host .sb-box tbody tr").first().waitFor({ timeout: 30_000 });
      await page.locator(".streambook-plot-figure .main-svg").first().waitFor({ timeout: 30_000 });
      await settled(page);
      return watched(page, Math.min(seconds, 5));
    });
    await shot(page, "reloaded");
    await check("Stop ends the query from its own display", async () => {
      await page.getByRole("button", { name: "Stop" }).first().click();
      await page
        .locator(".sb-state")
        .filter({ hasText: /^stopped$/ })
        .first()
        .waitFor({ timeout: 3000 });
    });
    await check("a run-again button of the saved page says what to do", () => earlierRun(lab));
    await check("no errors on the page", () => quiet(lab));
  } finally {
    await lab.close();
    scratch.remove();
  }
  await checkErrors({ browser, url, root, report, shot });
}

async function watched(page, seconds) {
  const memory = await rss(page);
  await page.evaluate(() => document.querySelector(".sb-live-host").scrollIntoView());
  await page.waitForTimeout(300);
  await startWatch(page);
  await page.waitForTimeout(seconds * 1000);
  const seen = await endWatch(page);
  const least = (seconds * PACE) / 2;
  must(Math.min(...seen.tables) >= least, `the table changed ${seen.tables} times in ${seconds} s`);
  must(Math.min(...seen.plots) >= least, `the chart changed ${seen.plots} times in ${seconds} s`);
  must(seen.sameTables === seen.tables.length, "a table was replaced instead of updated");
  must(seen.samePlots === seen.plots.length, "a plot was replaced instead of updated");
  must(seen.heights.length <= 1, `the page's height changed: ${seen.heights}`);
  must(seen.scrolls.length <= 1, `the page scrolled by itself: ${seen.scrolls}`);
  const grown = (await rss(page)) - memory;
  must(grown < 30 + seconds / 2, `the kernel grew by ${grown} MB`);
  return `${seen.tables} table and ${seen.plots} chart updates, kernel ${grown >= 0 ? "+" : ""}${grown} MB`;
}

async function edited(page) {
  const read = page.getByRole("button", { name: "Read", exact: true });
  await read.click();
  await page.getByText("as it ran", { exact: true }).waitFor({ timeout: 5000 });
  const editor = page.locator(".jp-CodeCell", { hasText: 'button("Read"' }).locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" // edited");
  await read.click();
  await page.getByText("edited since it ran", { exact: true }).waitFor({ timeout: 5000 });
}

async function rss(page) {
  return Number(
    await page.locator(".sb-live-host .sb-box tbody tr").first().locator("td").nth(3).textContent(),
  );
}

async function undisturbed(page) {
  const box = page.locator(".sb-live-host .sb-box").first();
  await box.evaluate((node) => (node.scrollLeft = 40));
  await page.getByRole("button", { name: "Stop" }).first().focus();
  await page.waitForTimeout(1000);
  must((await box.evaluate((node) => node.scrollLeft)) === 40, "the table scrolled back");
  must((await page.evaluate(() => document.activeElement?.textContent)) === "Stop", "the focus was lost");
}

async function hidden(page) {
  const setHidden = (value) =>
    page.evaluate((hide) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hide });
      document.dispatchEvent(new window.Event("visibilitychange"));
    }, value);
  await setHidden(true);
  await page.waitForTimeout(300);
  await startWatch(page);
  await page.waitForTimeout(2000);
  const asleep = await endWatch(page);
  must(asleep.plots.every((n) => n === 0) && asleep.tables.every((n) => n === 0), "it drew while hidden");
  await startWatch(page);
  await setHidden(false);
  await page.waitForTimeout(1000);
  const awake = await endWatch(page);
  must(awake.plots[0] >= 1 && awake.plots[0] <= PACE + 4, `${awake.plots[0]} redraws in the second after`);
}

async function earlierRun({ page, menu }) {
  await menu("Kernel", "Restart Kernel…");
  await page.locator(".jp-Dialog .jp-mod-accept").click();
  await idle(page);
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("belongs to an earlier run").waitFor({ timeout: 10_000 });
}

export function quiet({ problems }) {
  must(problems.length === 0, problems.join(" | "));
}

async function checkErrors({ browser, url, root, report, shot }) {
  const scratch = writeScratch(root, "zz-browser-errors.ipynb", failingCells);
  const lab = await openNotebook(browser, url, scratch.name);
  try {
    await lab.runAll();
    await report.check("an error is short, cure first, its stack folded away", async () => {
      await lab.page
        .locator(".jp-OutputArea")
        .getByText('Try: select("name")')
        .first()
        .waitFor({ timeout: 30_000 });
      await lab.page.locator(".jp-OutputArea").getByText("cell [2], line 1").first().waitFor();
      const stack = lab.page.locator("details pre");
      must((await stack.count()) === 1 && !(await stack.isVisible()), "the stack is not folded away");
      await shot(lab.page, "error");
    });
  } finally {
    await lab.close();
    scratch.remove();
  }
}
