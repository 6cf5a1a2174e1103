/** A real headless browser that stays open on live pages, spoken to over a pipe: no port, no driver. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { waitFor } from "../lib/waiting.ts";
import { quietArgs } from "./chromium.ts";

export interface Tab {
  /** What an expression is worth in the page; must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Resolves when an expression is true; rejects with `what` when it is not within the deadline. */
  until(what: string, expression: string, deadlineMs?: number): Promise<void>;
  reload(): Promise<void>;
  goTo(address: string): Promise<void>;
  /** Tabs opened later hide it until then. */
  bringToFront(): Promise<void>;
  /** Of the whole page, as PNG. */
  screenshot(): Promise<Buffer>;
  look(screen: { readonly width: number; readonly isDark: boolean }): Promise<void>;
  /** What the page complained of: errors, warnings, exceptions. */
  readonly complaints: readonly string[];
  /** Every address it asked for. */
  readonly requests: readonly string[];
}

export interface Browser extends AsyncDisposable {
  open(address: string): Promise<Tab>;
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** No name resolves in it: pages reach nothing but this machine. */
export function startBrowser(chromium: string): Browser {
  const home = mkdtempSync(join(tmpdir(), "mesh-load-browser-"));
  const args = [...quietArgs, `--user-data-dir=${home}`, "--remote-debugging-pipe"];
  const child = spawn(chromium, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true });
  const { call, listen } = speak(child);
  return {
    async open(address) {
      const { targetId } = await call("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
      const send = (method: string, params: object = {}): Promise<Record<string, unknown>> =>
        call(method, params, sessionId as string);
      const tab = createTab(send, (take) => listen(sessionId as string, take));
      for (const domain of ["Page", "Runtime", "Log", "Network"]) await send(`${domain}.enable`);
      await send("Page.navigate", { url: address });
      return tab;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await ended;
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Chromium's words for a look that a change of pages cut off (inspector_protocol, content/browser/devtools). */
const betweenPages =
  /Inspected target navigated|Execution context was destroyed|Cannot find (default )?(execution )?context/;

function falseBetweenPages(error: unknown): false {
  if (error instanceof Error && betweenPages.test(error.message)) return false;
  throw error;
}

type Send = (method: string, params?: object) => Promise<Record<string, unknown>>;

function createTab(send: Send, listen: (take: (answer: Answer) => void) => void): Tab {
  const complaints: string[] = [];
  const requests: string[] = [];
  listen(({ method, params }) => {
    if (method === "Runtime.exceptionThrown" || method === "Runtime.consoleAPICalled")
      complaints.push(JSON.stringify(params));
    if (method === "Log.entryAdded") complaints.push(JSON.stringify(params?.["entry"]));
    if (method === "Network.requestWillBeSent") requests.push((params as { request: { url: string } }).request.url);
  });
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  };
  return {
    complaints,
    requests,
    evaluate,
    async until(what, expression, deadlineMs = 20_000) {
      const isTrue = async (): Promise<true | undefined> => {
        const answer = evaluate<boolean>(`Boolean(${expression})`).catch(falseBetweenPages);
        return (await answer) ? true : undefined;
      };
      if ((await waitFor(isTrue, { deadlineMs, pollMs: 100, signal: AbortSignal.timeout(deadlineMs + 5000) })) === true)
        return;
      throw new Error(
        `${what}: not within ${deadlineMs} ms; the page says ${await evaluate("document.body.innerText")}`,
      );
    },
    async reload() {
      await send("Page.reload");
    },
    async goTo(url) {
      await send("Page.navigate", { url });
    },
    async bringToFront() {
      await send("Page.bringToFront");
    },
    async look({ width, isDark }) {
      const value = isDark ? "dark" : "light";
      await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
      const screen = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 };
      await send("Emulation.setDeviceMetricsOverride", screen);
    },
    async screenshot() {
      const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
      return Buffer.from(data as string, "base64");
    },
  };
}

/** Messages are JSON, each ended by a zero byte: file descriptor 3 takes them, 4 gives them. */
function speak(child: ChildProcess): {
  call(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>>;
  listen(sessionId: string, take: (answer: Answer) => void): void;
} {
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const pending = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  const listeners = new Map<string, (answer: Answer) => void>();
  let lastId = 0;
  let rest = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const texts = (rest + chunk).split("\0");
    rest = texts.pop() ?? "";
    for (const text of texts) {
      const answer = JSON.parse(text) as Answer;
      const waiting = pending.get(answer.id ?? 0);
      pending.delete(answer.id ?? 0);
      if (answer.error === undefined) waiting?.resolve(answer.result ?? {});
      else waiting?.reject(new Error(answer.error.message));
      if (answer.id === undefined) listeners.get(answer.sessionId ?? "")?.(answer);
    }
  });
  child.once("exit", () => {
    for (const { reject } of pending.values()) reject(new Error("the browser ended"));
  });
  input.on("error", () => {}); // it ended: told by its exit
  return {
    call(method, params, sessionId) {
      lastId += 1;
      const waiting = Promise.withResolvers<Record<string, unknown>>();
      pending.set(lastId, waiting);
      input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
      return waiting.promise;
    },
    listen: (sessionId, take) => void listeners.set(sessionId, take),
  };
}
