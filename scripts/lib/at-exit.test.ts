/** A worker of the test runner takes what it started with it, whoever ends it and however. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { identify, isAlive } from "./proc.ts";
import { waitFor } from "./waiting.ts";

/** Starts a program that lives for a minute, and says its pid. */
const code = `
  import { createProcesses } from ${JSON.stringify(new URL("./processes.ts", import.meta.url).href)};
  const { identity } = createProcesses(process.argv[1]).start({ name: "child", command: "sleep", args: ["60"] });
  console.log(identity.pid);
  process.on("message", () => {});
`;

const ends: Readonly<Record<string, (worker: ChildProcess) => void>> = {
  SIGTERM: (worker) => worker.kill("SIGTERM"),
  SIGINT: (worker) => worker.kill("SIGINT"),
  "the loss of its runner": (worker) => worker.disconnect(),
};

it.each(Object.entries(ends))("OPS-01: what a worker started goes with it by %s", async (_, end) => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-at-exit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const worker = spawn(process.execPath, ["--input-type=module", "-e", code, folder], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const closed = new Promise((done) => worker.once("exit", done));
  const { value: line } = await createInterface({ input: worker.stdout as NonNullable<ChildProcess["stdout"]> })
    [Symbol.asyncIterator]()
    .next();
  const child = identify(Number(line));
  expect(isAlive(child)).toBe(true);
  end(worker);
  await closed;
  expect(await waitFor(() => (isAlive(child) ? undefined : true), { deadlineMs: 5000 })).toBe(true);
});
