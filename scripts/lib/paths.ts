/** Where things lie in the project. */
import { fileURLToPath } from "node:url";

function inProject(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export const projectDir = inProject("");
export const scenariosDir = inProject("scenarios");
export const dialectsDir = inProject("scenarios/dialects");
export const faultsDir = inProject("scripts/faults");
export const targetsDir = inProject("scripts/targets");
/** Node keeps compiled code here; loading code is most of a start, and this halves it from the second one on. */
export const compileCache = inProject("node_modules/.cache/node-compile");
export const builtK6 = inProject("build/bin/k6");
export const builtToxiproxy = inProject("build/bin/toxiproxy-server");
export const goModK6 = inProject("build/k6/go.mod");
export const goSumK6 = inProject("build/k6/go.sum");
