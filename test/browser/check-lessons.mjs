// The lessons as a learner runs them: every cell, what is live watched before the exercises.
import fs from "node:fs";
import path from "node:path";
import { quiet } from "./check-displays.mjs";
import { openNotebook } from "./lab.mjs";
import { must } from "./report.mjs";
import { endWatch, settled, startWatch } from "./watch.mjs";

const LESSONS = [
  "00-welcome.ipynb",
  "01-socket-streams.ipynb",
  "02-schemas.ipynb",
  "03-memory-tables-and-modes.ipynb",
  "04-aggregations-and-the-cube.ipynb",
  "05-event-time-and-windows.ipynb",
  "06-joins.ipynb",
  "07-quotes.ipynb",
  "13-latency-and-throughput.ipynb",
  "14-failure-and-recovery.ipynb",
];

export async function checkLessons({ browser, url, root, seconds, report, shot, lesson = "" }) {
  for (const file of LESSONS.filter((name) => name.startsWith(lesson))) {
    if (!fs.existsSync(path.join(root, "workbook", file))) {
      console.log(`lesson ${file}: not there, not checked`);
      continue;
    }
    console.log(`lesson ${file}`);
    const expected = mayFail(path.join(root, "workbook", file));
    await checkLesson({ browser, url, file, expected, seconds, report, shot });
  }
}

/** First lines of the cells that show an error on purpose. */
function mayFail(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"))
    .cells.filter((cell) => cell.metadata.tags?.includes("raises-exception"))
    .map((cell) => [cell.source].flat()[0].trim());
}

async function checkLesson({ browser, url, file, expected, seconds, report, shot }) {
  const lab = await openNotebook(browser, url, file);
  const { page } = lab;
  try {
    // Later cells take the server away and clean up: what is live is watched before the first exercise.
    const exercise = page.locator(".jp-CodeCell").filter({ hasText: "await exercise(" }).first();
    const cells = await page.locator(".jp-CodeCell").allTextContents();
    const above = cells.findIndex((text) => text.includes("await exercise("));
    const noErrors = async () => {
      const wrong = await page
        .locator(".jp-CodeCell")
        .filter({ has: page.locator('[data-mime-type="application/vnd.jupyter.stderr"]') })
        .allTextContents();
      const unexpected = wrong.filter((text) => !expected.some((code) => text.includes(code)));
      must(unexpected.length === 0, unexpected.join(" | "));
    };
    await exercise.locator(".jp-InputPrompt").click();
    await lab.menu("Run", "Run All Above Selected Cell");
    await report.check("its cells run, up to the exercises", async () => {
      await lab.cellsRun(180, above);
      await noErrors();
    });
    if ((await page.locator(".sb-live-host .sb-state").count()) > 0) {
      await report.check("what is live changes and the page stands still", () => watched(page, seconds));
      await report.check("a reload keeps it alive", async () => {
        // The extension saves when a display appears; what cells printed since then would be lost, as in any notebook.
        await lab.menu("File", "Save Notebook");
        await page.waitForTimeout(1500);
        await lab.reload();
        return watched(page, Math.min(seconds, 6));
      });
    }
    for (const [i, live] of (await page.locator(".sb-live-host").all()).entries()) {
      await live.scrollIntoViewIfNeeded();
      await shot(page, `${file.replace(".ipynb", "")}-${i + 1}`);
    }
    await report.check("exercises and clean-up run", async () => {
      await exercise.locator(".jp-InputPrompt").click();
      await lab.menu("Run", "Run Selected Cell and All Below");
      await lab.cellsRun(120);
      await noErrors();
    });
    await report.check("no errors on the page", () => quiet(lab));
  } finally {
    await lab.close();
  }
}

async function watched(page, seconds) {
  await page.locator(".sb-live-host .sb-box").first().waitFor({ timeout: 30_000 });
  await settled(page);
  await startWatch(page);
  await page.waitForTimeout(seconds * 1000);
  const seen = await endWatch(page);
  const changes = [...seen.tables, ...seen.plots];
  must(
    changes.some((count) => count > 0),
    `nothing changed in ${seconds} s`,
  );
  must(seen.heights.length <= 1, `the page's height changed: ${seen.heights}`);
  must(seen.scrolls.length <= 1, `the page scrolled by itself: ${seen.scrolls}`);
  return `${changes.join(", ")} updates`;
}
