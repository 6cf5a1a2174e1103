/** Trips of rows that are proven under load, by what no fault brings about: far more data. */
import { expect, it } from "vitest";
import { runLoad } from "../harness.ts";
import { announce } from "../registry-server.ts";
import { createRowBench, registryKinds } from "./bench.ts";

const real = "mcp-mesh";
/** A hundred times as many as REG-25 speaks of. */
const services = 10_000;
const atOnce = 4;

it.skipIf(registryKinds[real]?.unavailable() !== undefined)(
  "REG-25's trip: a lookup among a hundred times the services",
  async () => {
    await using bench = createRowBench(real);
    const { url } = await bench.startRegistry({ DEFAULT_TIMEOUT_THRESHOLD: "3600" }); // none of them beats
    for (let first = 0; first < services; first += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, (_, index) => announce(url, { id: `other-${first + index}` })));
    }
    using run = await runLoad({
      SCENARIO: "registry-lookup",
      PROFILE: "resolve-100",
      DURATION_SCALE: "0.5",
      SERVICES: "10",
      REGISTRY_URL: url,
      REGISTRY_DIALECT: "mcp-mesh",
    });
    expect(run.exitCode, run.stderr).toBe(99);
    const missed = run.verdict?.gates.filter(({ ok }) => !ok) ?? [];
    expect(new Set(missed.map(({ requirement }) => requirement))).toEqual(new Set(["REG-25"]));
    expect(missed.map(({ metric }) => metric)).toContain("netMean");
  },
);
