/** The live session page in a real browser, during a real run that breaks something, and with hostile words in it. */
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../session/session.ts";
import { type Browser, startBrowser, type Tab } from "./browser.ts";
import { findChromium } from "./chromium.ts";
import { type LoadRun, runLoad, startLoad } from "./harness.ts";
import { screenshotPath } from "./screenshots.ts";

const chromium = findChromium();
const reason = chromium === undefined ? " (skipped: no chromium, google-chrome or CHROME_BIN here)" : "";
const lagMs = 10_000;
const words = (id: string): string => `(document.getElementById("${id}")?.innerText ?? "")`;

/** What the page has drawn up to now, by its own tables. */
const seen = `(() => {
  const details = document.querySelector("#throughput details");
  if (!details) return null;
  details.open = true;
  const seconds = [...details.querySelectorAll("tbody th")].map((cell) => Number(cell.innerText));
  return seconds.length > 0 ? { first: Math.min(...seconds), last: Math.max(...seconds) } : null;
})()`;

/** Whatever the table of faults said at any time: a look from outside may come too late on a busy machine. */
const keepFaults = `window.faultsSeen = [];
new MutationObserver(() => window.faultsSeen.push(document.getElementById("fault-table").textContent))
  .observe(document.getElementById("fault-table"), { childList: true, subtree: true });`;

describe.skipIf(chromium === undefined)(`the session page${reason}`, () => {
  let browser: Browser;
  beforeAll(() => {
    browser = startBrowser(chromium ?? "");
  });
  afterAll(() => browser?.[Symbol.asyncDispose]());

  it("REP-10: shows gates, a fault and the systems while a run lasts, to who comes late or again, and its verdict at the end", async ({
    signal,
  }) => {
    const given = { SCENARIO: "registry", DURATION_SCALE: "0.2", FAULT: "freeze:for=6,recover=1" };
    const load = startLoad(given, { verb: "fault", signal });
    await load.untilLine(/^ {2}dashboard http:\/\/127\.0\.0\.1:\d+\/$/);
    const url = (await load.untilLine(/^ {2}session {3}http:\/\/127\.0\.0\.1:\d+\/$/)).replace(/^ {2}session +/, "");
    const early = await browser.open(url);
    await early.until("a green gate with its limit", `/✓ ok.*< 50 ms/s.test(${words("gate-table")})`, lagMs);
    expect(await early.evaluate(words("gates-note"))).toMatch(/only an indication: the verdict is judged at the end/);

    await early.evaluate(keepFaults);
    await load.untilLine(/freeze of mcp-mesh bites/);
    await early.until(
      "the fault while it is on",
      "window.faultsSeen.some((text) => /freeze of mcp-meshbites/.test(text))",
      lagMs,
    );
    const late = await browser.open(url);
    await late.until("the past", `${seen}?.first < 2.5 && ${seen}.last > 3`, lagMs);
    await late.until("the fault", `/bites|healed/.test(${words("fault-table")})`, lagMs);
    expect(await late.evaluate(words("timeline"))).toMatch(/command.*scenario registry.*load-began.*inject/s);
    await late.reload();
    await late.until("the past again", `${seen}?.first < 2.5 && ${seen}.last > 3`, lagMs);

    const stuck = connect(Number(new URL(url).port), "127.0.0.1").pause();
    stuck.on("error", () => {}); // it is cut off
    stuck.write(`GET /events HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`);
    using run = await load.ended;
    for (const tab of [early, late]) await expectTheEnd(tab, run, url);
    stuck.destroy();
  });

  async function expectTheEnd(tab: Tab, { verdict, runDir = "" }: LoadRun, url: string): Promise<void> {
    await tab.until(
      "the verdict in the title, of a hidden tab too",
      `document.title.startsWith("${verdict?.verdict}")`,
      lagMs,
    );
    await tab.bringToFront();
    await tab.until("the verdict", `${words("verdict-title")} !== ""`, lagMs);
    expect(await tab.evaluate(words("verdict-title"))).toContain(verdict?.verdict);
    writeFileSync(screenshotPath("session"), await tab.screenshot());
    expect(await tab.evaluate(words("link"))).toBe("the command has ended");
    expect(await tab.evaluate(words("gates-note"))).toMatch(/as judged/);
    expect(await tab.evaluate(words("fault-table"))).toMatch(/✓ healed/);
    const charts = await tab.evaluate<string[]>(
      `[...document.querySelectorAll("figure.chart")].map(({ id, dataset }) => id + " " + dataset.drawn)`,
    );
    for (const drawn of [
      "throughput requests",
      "latency-registry p95",
      "cpu cpu",
      "memory memory",
      "generator lateness",
    ])
      expect(charts).toContain(drawn);
    const file = fileURLToPath(await tab.evaluate<string>(`document.querySelector("#verdict code").innerText`));
    expect([file, existsSync(file)]).toEqual([join(runDir, "report.html"), true]);
    const link = await tab.evaluate<string>(`document.querySelector("#verdict a").href`);
    expect(tab.requests.filter((address) => !address.startsWith(url))).toEqual([]);
    await tab.goTo(link);
    const isShown = `document.title.startsWith("${verdict?.verdict}: registry")`; // charts the session page has, too
    await tab.until(
      "the report",
      `${isShown} && document.querySelectorAll("figure.chart[data-drawn]").length > 4`,
      lagMs,
    );
    expect(tab.complaints).toEqual([]);
    const timeline = readFileSync(join(runDir, "timeline.ndjson"), "utf8");
    expect(timeline).toMatch(/"event":"prompt"/);
  }

  it("REP-10: stays up through several runs and several k6 processes, and shows hostile words as words", async () => {
    const hostile = `<img src=x onerror="document.title='ran'">`;
    await using session = openSession({ port: 0, token: undefined });
    const first = await session.attach({ title: "probe 1", path: "results/1/" });
    const tab = await browser.open(first.url);
    await tab.until("the first run", `${words("title")} === "probe 1"`, lagMs);
    first.conclude(
      { schemaVersion: 1, verdict: "FAIL", exitCode: 99, reasons: [hostile], notes: [hostile], gates: [] },
      "/nowhere",
    );
    await tab.until("its verdict", `${words("verdict")}.includes("FAIL")`, lagMs);
    expect(await tab.evaluate(words("verdict"))).toContain(hostile);

    const second = await session.attach({ title: hostile, path: hostile });
    const target = hostile;
    const systems = [{ role: "registry", target, url: "http://127.0.0.1:1", dialect: "mcp-mesh" }] as const;
    const phases = [{ name: "steady", startMs: 0, endMs: 5000, isJudged: true, exempt: [] }];
    const limits = [{ requirement: hostile, operation: "registry.list", metric: "p95", below: 200 }] as const;
    const plan = { systems, phases, limits, generator: { cores: 1, runDelay: 1 } };
    second.plan(plan);
    second.note({ time: new Date().toISOString(), elapsedMs: 0, event: "died", why: hostile });
    for (const k6 of ["k6-1", "k6-2"]) {
      const take = second.follow(k6, plan);
      const part = `{part:registry/${target}/steady}`;
      const said = (event: string, data: unknown) => take({ raw: "", event, data });
      said("param", {
        aggregates: { gauge: ["value"], counter: ["count"], trend: ["med", "p(95)", "max"], rate: ["rate"] },
      });
      said("metric", { time: { type: "gauge" }, [`http_reqs${part}`]: { type: "counter" } });
      said("metric", {
        [`registry_list${part}`]: { type: "trend" },
        [`registry_list_failed${part}`]: { type: "rate" },
      });
      const beganMs = Date.now();
      said("start", [[beganMs]]);
      const values = (second_: number): unknown => [[500 * second_], [0], [5, 250, 300], [beganMs + 1000 * second_]];
      for (const at of [1, 2, 3]) {
        said("cumulative", values(at));
        said("snapshot", values(at));
      }
    }
    await tab.until(
      "lines of both k6 processes",
      `/k6-1.*k6-2/s.test(document.querySelector("#throughput .u-legend")?.innerText)`,
      lagMs,
    );
    expect(await tab.evaluate(words("earlier-table"))).toMatch(/probe 1\s+FAIL\s+results\/1\//);
    for (const k6 of ["k6-1", "k6-2"])
      expect(await tab.evaluate(words("gate-table"))).toMatch(
        new RegExp(`registry.list p95 \\(${k6}\\)\\s+✗ missed\\s+250 ms`),
      );
    for (const id of ["title", "where", "gate-table", "timeline"])
      expect(await tab.evaluate(words(id)), id).toContain(hostile);
    expect(await tab.evaluate(`document.images.length`)).toBe(0);
    expect(tab.complaints).toEqual([]);
  });
});

it("a session port that is taken is told before anything starts", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as AddressInfo;
  using run = await runLoad({ SESSION_PORT: `${port}` });
  holder.close();
  expect(run.stderr).toMatch(
    new RegExp(`SESSION_PORT=${port} cannot be used: EADDRINUSE, it is held by .+ \\(pid ${process.pid}\\)`),
  );
  expect([run.exitCode, run.recorded]).toEqual([2, []]);
});
