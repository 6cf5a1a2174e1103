/** Asks Apache Otava, installed for the moment, where series change: the program our change points are compared with. */
import { join } from "node:path";
import { $ } from "zx";
import { Problem } from "../lib/problem.ts";

const version = "0.8.0";
const ask = `
import json, sys
from otava.analysis import compute_change_points
print(json.dumps([[int(p.index) for p in compute_change_points(series)[0]] for series in json.load(sys.stdin)]))
`;

/** The indexes it finds in each series, with its defaults. Installs it into a Python environment of its own in `folder`. */
export async function otavaIndexes(
  series: readonly (readonly number[])[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const run = $({ quiet: true, nothrow: true, signal });
  const python = join(folder, "bin", "python3");
  const made = await run`python3 -m venv ${folder}`;
  const installed = made.ok
    ? await run`${python} -m pip install --quiet --disable-pip-version-check apache-otava==${version}`
    : made;
  if (!installed.ok) {
    throw new Problem("broken", {
      what: `apache-otava ${version} cannot be installed: ${`${installed.stdout}${installed.stderr}`.trim().split("\n").at(-1)}`,
      why: "our change points are compared with its own",
      fix: "python3 with venv and pip, and a network that reaches their package index, are needed for this",
    });
  }
  const told = await run({ input: JSON.stringify(series) })`${python} -c ${ask}`;
  if (told.ok) return JSON.parse(told.stdout) as readonly (readonly number[])[];
  throw new Problem("broken", {
    what: `apache-otava ${version} failed: ${told.stderr.trim().split("\n").at(-1)}`,
    why: "our change points are compared with its own",
    fix: "look whether it runs by itself on this machine",
  });
}
