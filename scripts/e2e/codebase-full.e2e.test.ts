/** The codebase server when the disk of its tables is full (OPS-09): reading goes on, a job waits for room and then goes on. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillDisk } from "../faults/helpers/filler.ts";
import { mountUnavailable } from "../lib/mounts.ts";
import { type CodebaseSession, eventually, startCodebase } from "./codebase-session.ts";

const treeFiles = 500;

describe.skipIf(mountUnavailable() !== undefined)("on a disk of its own", () => {
  let codebase: CodebaseSession;
  let root = "";

  beforeAll(async () => {
    codebase = await startCodebase({ diskMebibytes: 64 });
    ({ root } = codebase.tree("ten-thousand", treeFiles));
  }, 60_000);

  afterAll(() => codebase?.[Symbol.asyncDispose]());

  it("OPS-09, SRCH-13: a job that finds no room waits while every search is answered, and ends once there is room", async () => {
    const { body: whole } = await codebase.beginIndex({ repo_path: root, project_id: "whole" });
    await codebase.ended(whole.job_id);
    const { body: cut } = await codebase.beginIndex({ repo_path: root, project_id: "cut" });
    await eventually(async () => ((await codebase.job(cut.job_id)).files_indexed >= 100 ? true : undefined));
    const filler = join(codebase.database.tablesDir ?? "", "filler");
    fillDisk(filler);
    await eventually(() => {
      fillDisk(filler); // what a transaction gives back is taken as well
      return codebase.logged("index_job_waits")[0];
    });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => codebase.search({ query: "value", project_id: "whole" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers[0]?.body.results.length).toBeGreaterThan(0);
    const refused = await eventually(async () => {
      const { status, body } = await codebase.beginIndex({ repo_path: root, project_id: "more" });
      return status === 202 ? undefined : { status, body };
    });
    expect(refused).toMatchObject({ status: 507, body: { error: "disk_full" } });
    rmSync(filler);
    const job = await codebase.ended(cut.job_id);
    expect(job).toMatchObject({ status: "completed", files_indexed: treeFiles, error_message: null });
    expect(job.chunks_created).toBe((await codebase.job(whole.job_id)).chunks_created);
  });
});
