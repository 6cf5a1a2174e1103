/** What a figure was measured in, so that it is held against nothing measured elsewhere. */
import type { Surroundings } from "#contract/baseline";
import type { GeneratorSurroundings } from "#contract/calibration";
import type { Settings } from "#contract/settings";
import type { Cores } from "../lib/cores.ts";
import { describeMachine } from "../lib/machine.ts";
import { postgresVersion } from "../stack/postgres-binaries.ts";
import type { K6Binary } from "./k6-binary.ts";

export function generatorSurroundings(k6: K6Binary, { generator }: Cores): GeneratorSurroundings {
  const { system, cpu, cores, memoryMiB } = describeMachine();
  return { system, cpu, cores, memoryGiB: Math.round(memoryMiB / 1024), generatorCores: generator, k6: k6.version };
}

export function surroundingsOf(k6: K6Binary, cores: Cores, { DATABASE_URL }: Settings): Surroundings {
  return {
    ...generatorSurroundings(k6, cores),
    targetCores: cores.targets,
    node: process.version,
    postgres: DATABASE_URL === undefined ? (postgresVersion() ?? "none") : "given by DATABASE_URL",
  };
}
