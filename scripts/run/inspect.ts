/** Lets k6 read a script before any load: it warns of misspelt options there, and runs without them all the same. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf, Problem } from "../lib/problem.ts";

export async function inspectScript(k6: string, script: string): Promise<void> {
  const { stderr } = await ask(k6, script);
  const unknown = stderr.split("\n").find((line) => /unknown field|unknown option|not recognized/i.test(line));
  if (unknown === undefined) return;
  throw unfit(script, unknown.trim());
}

async function ask(k6: string, script: string): Promise<{ stderr: string }> {
  try {
    return await promisify(execFile)(k6, ["inspect", script], {
      timeout: 20_000,
      env: { K6_NO_USAGE_REPORT: "true", K6_AUTO_EXTENSION_RESOLUTION: "false" },
      maxBuffer: 16 * 2 ** 20,
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() ?? "";
    throw unfit(script, said === "" ? messageOf(error) : said, error);
  }
}

function unfit(script: string, said: string, cause?: unknown): Problem {
  return new Problem(
    "broken",
    {
      what: `k6 does not take the scenario as it is: ${said.slice(0, 800)}`,
      why: "k6 runs without what it does not understand, and the run would not be what the scenario says",
      fix: `correct the scenario; the script k6 read is ${script}`,
    },
    cause,
  );
}
