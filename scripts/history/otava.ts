/** Asks Apache Otava, installed for the moment, where series change: the program our change points are compared with. */
import { $ } from "zx";
import { Problem } from "../lib/problem.ts";

const version = "0.8.0";
const ask = `
import json, sys
from otava.analysis import compute_change_points
print(json.dumps([[int(p.index) for p in compute_change_points(series)[0]] for series in json.load(sys.stdin)]))
`;

/** The indexes it finds in each series, with its defaults. Installs into `folder` with pip, from its own registry. */
export async function otavaIndexes(
  series: readonly (readonly number[])[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const run = $({ quiet: true, nothrow: true, signal });
  const installed =
    await run`python3 -m pip install --quiet --disable-pip-version-check --target ${folder} apache-otava==${version}`;
  if (!installed.ok) {
    throw new Problem("broken", {
      what: `apache-otava ${version} cannot be installed: ${installed.stderr.trim().split("\n").at(-1)}`,
      why: "our change points are compared with its own",
      fix: "python3 with pip and a network that reaches PyPI are needed for this",
    });
  }
  const told = await run({
    input: JSON.stringify(series),
    env: { ...process.env, PYTHONPATH: folder },
  })`python3 -c ${ask}`;
  if (told.ok) return JSON.parse(told.stdout) as readonly (readonly number[])[];
  throw new Problem("broken", {
    what: `apache-otava ${version} failed: ${told.stderr.trim().split("\n").at(-1)}`,
    why: "our change points are compared with its own",
    fix: "look whether it runs by itself on this machine",
  });
}
