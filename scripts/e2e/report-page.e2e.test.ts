/** report.html in a real browser: every chart is drawn, nothing is complained of, nothing is fetched, nothing hostile runs. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReports } from "../report/reporter.ts";
import { verdictOf, writeSampleRun } from "../report/sample-folder.ts";
import { findChromium, openPage, type Screen, type Shown } from "./chromium.ts";
import { screenshotPath } from "./screenshots.ts";

const chromium = findChromium();
const reason = chromium === undefined ? " (skipped: no chromium, google-chrome or CHROME_BIN here)" : "";
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mesh-load-page-"));
  writeSampleRun(folder, verdictOf());
  await writeReports(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(page: string, screen: Screen): Shown {
  return openPage(chromium ?? "", `file://${join(folder, page)}`, screen);
}

describe.skipIf(chromium === undefined)(`report.html in a browser${reason}`, () => {
  it.each([
    { width: 1200, picture: "report" },
    { width: 1200, isDark: true, picture: "report-dark" },
    { width: 500, picture: "report-narrow" },
  ])("draws all charts: %j", (screen) => {
    rmSync(screenshotPath(screen.picture), { force: true });
    const { dom, console, requests } = open("report.html", screen);
    expect(statSync(screenshotPath(screen.picture)).size, "bytes of the picture").toBeGreaterThan(20_000);
    const figures = dom.match(/<figure class="chart"[^>]*>/g) ?? [];
    expect(figures).toHaveLength(7);
    for (const figure of figures) expect(figure).toMatch(/data-drawn="(p95|steady|requests|failures|memory|cpu)"/);
    expect(dom.match(/<canvas/g)).toHaveLength(7);
    expect(console).toEqual([]);
    expect(requests).toEqual([]);
    expect(dom.match(/<img/g)).toBeNull();
  });

  it("would notice a complaint and a request, and its policy stops both kinds of script", () => {
    const policed =
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><script>document.title="ran"</script>';
    writeFileSync(join(folder, "policed.html"), policed);
    const stopped = open("policed.html", { width: 600 });
    expect(stopped.console.join()).toMatch(/Content Security Policy/);
    expect(stopped.dom).not.toContain("<title>ran</title>");
    writeFileSync(join(folder, "open.html"), '<img src="http://127.0.0.1:9/x.png"><title>open</title>');
    expect(open("open.html", { width: 600 }).requests.join()).toContain("http://127.0.0.1:9/x.png");
  });
});
