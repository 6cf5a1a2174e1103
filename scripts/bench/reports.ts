/** How long the reports of a long run take to be made, and report.html to be opened. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { startBrowser } from "../e2e/browser.ts";
import { findChromium } from "../e2e/chromium.ts";
import { projectDir } from "../lib/paths.ts";
import type { Bench } from "./bench-run.ts";
import { type Figure, figure, median, round } from "./figure.ts";
import { writeLongRun } from "./long-run.ts";

const rounds = 5;
const what = "a run of 30 minutes with 40 pairs of operation and phase";

export async function measureReports({ folder, signal }: Pick<Bench, "folder" | "signal">): Promise<readonly Figure[]> {
  const run = join(folder, "2026-11-21T09-00-00Z-load-mesh");
  writeLongRun(run);
  const made = await secondsOf(async () => {
    const begin = performance.now();
    await promisify(execFile)(process.execPath, ["scripts/report.ts", `RUN=${run}`], { cwd: projectDir, signal });
    return performance.now() - begin;
  });
  const common = { kind: "cost", unit: "s" } as const;
  const making = figure({
    ...common,
    name: "reports of a long run",
    limit: 2,
    measured: median(made),
    how: `the whole command \`report\` for ${what}, every format, median of ${rounds}`,
    samples: made.map((seconds) => ({ seconds })),
  });
  const chromium = findChromium();
  if (chromium === undefined) return [making];
  const opened = await openings(chromium, pathToFileURL(join(run, "report.html")).href);
  const opening = figure({
    ...common,
    name: "opening it",
    limit: 1,
    measured: median(opened),
    how: `report.html of ${what} in headless Chromium, from the navigation's begin to the end of load, by when every chart is drawn; median of ${rounds}`,
    samples: opened.map((seconds) => ({ seconds })),
  });
  return [making, opening];
}

/** Rejects when a chart stays empty. */
async function openings(chromium: string, address: string): Promise<readonly number[]> {
  await using browser = startBrowser(chromium);
  return await secondsOf(async () => {
    const tab = await browser.open(address);
    await tab.until("the page is loaded", "performance.getEntriesByType('navigation')[0]?.loadEventEnd > 0");
    await tab.until(
      "every chart is drawn",
      "document.querySelectorAll('figure.chart').length > 0 && document.querySelectorAll('figure.chart:not(:has(canvas))').length === 0",
    );
    return tab.evaluate<number>("performance.getEntriesByType('navigation')[0].loadEventEnd");
  });
}

async function secondsOf(takeMs: () => Promise<number>): Promise<readonly number[]> {
  const seconds: number[] = [];
  while (seconds.length < rounds) seconds.push(round((await takeMs()) / 1000));
  return seconds;
}
