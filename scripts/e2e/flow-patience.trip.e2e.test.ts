/** A workflow server that waits too long for a frozen codebase server, in a real run. */
import { expect, it } from "vitest";
import type { Gate } from "#contract/verdict";
import { type LoadRun, runLoad } from "./harness.ts";
import { mutateProject } from "./mutated-project.ts";
import { runUndisturbed } from "./undisturbed.ts";

/** A search is given up after 5 s, and an item counts that was written down between two of them. */
const settings = { SCENARIO: "flow", DURATION_SCALE: "0.2", FAULT: "freeze:target=codebase,for=16,recover=12" };

it("WF-06's trip: with 5 s instead of 0.1 s for a codebase server that is frozen, items take too long to be written down", async ({
  signal,
}) => {
  using asItIs = await runUndisturbed(() => runLoad(settings, { verb: "fault", signal }));
  expect(warnedP95(asItIs), asItIs.stdout).toMatchObject({ ok: true });
  using mutated = mutateProject({
    file: "scripts/stack/workflow/references.ts",
    from: "const patienceMs = 100;",
    to: "const patienceMs = 5000;",
  });
  using run = await runUndisturbed(() => runLoad(settings, { verb: "fault", signal, project: mutated.path }));
  expect(warnedP95(run), run.stdout).toMatchObject({ ok: false });
});

function warnedP95({ verdict }: LoadRun): Gate | undefined {
  return verdict?.gates.find(({ requirement, metric }) => requirement === "WF-06" && metric !== "errorRate");
}
