/** Runs a k6 script of a test's own through the suite's session and judge, against a search service. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "#contract/settings";
import type { Verdict } from "#contract/verdict";
import { bundle } from "../../build/bundle.ts";
import { type Evidence, judge } from "../judge/verdict.ts";
import { chooseCores } from "../lib/cores.ts";
import { openRunFolder, type RunFolder } from "../run/folder.ts";
import { findK6 } from "../run/k6-binary.ts";
import { runSession } from "../run/session.ts";
import { openTimeline } from "../run/timeline.ts";
import { type Handler, serve } from "./serve.ts";
import { search } from "./servers/search.ts";

export interface Scripted {
  /** Path of the script in the project. */
  readonly script: string;
  readonly server?: Handler;
  /** Another k6 than the built one, made from it. */
  readonly wrapK6?: (path: string, folder: string) => string;
  /** Called before anything is started. */
  readonly arrange?: (folder: RunFolder) => void;
  readonly signal: AbortSignal;
}

export interface ScriptedRun extends Disposable {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  readonly folder: RunFolder;
}

/** Throws what the session throws. Removes its folder when it is disposed. */
export async function runScript({
  script,
  server = search(),
  wrapK6,
  arrange,
  signal,
}: Scripted): Promise<ScriptedRun> {
  const scratch = mkdtempSync(join(tmpdir(), "mesh-load-e2e-"));
  const dispose = (): void => rmSync(scratch, { recursive: true, force: true });
  try {
    await using service = await serve(server);
    const { settings } = readSettings({
      flags: [
        ["SCENARIO", "search"],
        ["PROFILE", "smoke"],
        ["DURATION_SCALE", "0.3"],
        ["RESULTS", scratch],
      ],
      environment: {},
    });
    const built = await findK6(undefined);
    const k6 = { ...built, path: wrapK6?.(built.path, scratch) ?? built.path };
    const prepared = {
      k6,
      script: await bundle(script),
      cast: [{ role: "search", urls: [service.url], dialect: "codebase" }],
      faults: [],
      cores: chooseCores("auto"),
    } as const;
    const folder = openRunFolder(settings.RESULTS, "load", settings.SCENARIO, new Date());
    const timeline = openTimeline(folder.path, Date.now());
    arrange?.(folder);
    const evidence = await runSession({ settings, prepared, folder, timeline, signal, output: process.stderr });
    return { evidence, verdict: judge(evidence), folder, [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
