/** A real browser for tests of report.html, where one is installed: no driver, only what its command line gives. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { screenshotPath } from "./screenshots.ts";

/** `undefined` where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const onPath = ["chromium", "google-chrome", "chromium-browser"].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return [process.env["CHROME_BIN"] ?? "", ...onPath].find((path) => path !== "" && canRun(path));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** No name resolves: neither a page nor Chromium's own services reach anything but this machine. */
export const quietArgs: readonly string[] = [
  "--headless",
  "--no-sandbox", // containers run tests as root
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

export interface Shown {
  /** The document once its scripts have run. */
  readonly dom: string;
  /** What the page said on its console. */
  readonly console: readonly string[];
  /** Addresses that were asked for over a network. */
  readonly requests: readonly string[];
}

export interface Screen {
  readonly width: number;
  readonly isDark?: boolean;
  /** Name of a picture of it that is kept. */
  readonly picture?: string;
}

export function openPage(chromium: string, address: string, { width, isDark = false, picture }: Screen): Shown {
  const home = mkdtempSync(join(tmpdir(), "mesh-load-chromium-"));
  try {
    const netLog = join(home, "net-log.json");
    const { stdout, stderr, error } = spawnSync(
      chromium,
      [
        ...quietArgs,
        `--user-data-dir=${join(home, "profile")}`,
        `--log-net-log=${netLog}`,
        "--enable-logging=stderr",
        `--blink-settings=preferredColorScheme=${isDark ? 0 : 1}`,
        `--window-size=${width},1200`,
        "--virtual-time-budget=2000",
        ...(picture === undefined ? [] : [`--screenshot=${screenshotPath(picture)}`]),
        "--dump-dom",
        address,
      ],
      { encoding: "utf8", timeout: 30_000, maxBuffer: 2 ** 26 },
    );
    if (error !== undefined) throw error;
    return {
      dom: stdout,
      console: stderr.split("\n").filter((line) => line.includes("CONSOLE")),
      requests: requestsOfPage(readFileSync(netLog, "utf8")),
    };
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** One event a line; what Chromium asks for itself is not marked as of a file. */
function requestsOfPage(netLog: string): readonly string[] {
  const ofPage = netLog.split("\n").filter((line) => line.includes('"network_isolation_key":"file:'));
  const urls = ofPage.map((line) => /"url":"((?:https?|wss?|ftp):[^"]*)"/.exec(line)?.[1]);
  return [...new Set(urls.filter((url) => url !== undefined))];
}
