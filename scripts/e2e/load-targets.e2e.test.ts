/** `make load-<system>` is `make load` with settings, which the command line still overrides. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";

/** What it says to an address of a system that its scenario does not put under load: refused before anything starts. */
async function refusal(target: string, ...given: readonly string[]): Promise<string> {
  const { PATH } = process.env;
  const work = promisify(execFile)("make", [target, ...given], { cwd: projectDir, env: { PATH, NO_COLOR: "1" } });
  return work.then(
    () => "nothing was refused",
    ({ stderr }: { stderr: string }) => stderr,
  );
}

const nobody = "http://127.0.0.1:9";

it("REP-13: each system has a target of its own", async () => {
  for (const [target, scenario, foreign] of [
    ["load-registry", "registry", "WORKFLOW_URL"],
    ["load-deps", "registry-lookup", "WORKFLOW_URL"],
    ["load-codebase", "search", "WORKFLOW_URL"],
    ["load-workflow", "workflow", "REGISTRY_URL"],
  ] as const) {
    const said = await refusal(target, `${foreign}=${nobody}`);
    expect(said).toContain(`${foreign} is given, and the scenario ${scenario} puts no`);
  }
  expect(await refusal("load-registry", "SCENARIO=search", `WORKFLOW_URL=${nobody}`)).toContain("the scenario search");
  expect(await refusal("load-deps", "PROFILE=none")).toContain('there is no profile "none"');
  const { stdout } = await promisify(execFile)("make", ["help"], { cwd: projectDir });
  for (const target of ["load-registry", "load-deps", "load-codebase", "load-workflow"])
    expect(stdout).toContain(target);
});
