/** Rows about the memory of a registry: what 100 services cost, and whether joins and leaves leak. */
import { expect } from "vitest";
import { fitSlope } from "../../judge/slope.ts";
import { announce, statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";
import { residentKib, settledKib } from "./resident.ts";
import { row } from "./row.ts";

const services = 100;
const tenMb = 10_000_000 / 1024;

row("REG-24", "100 services cost the registry less than 10 MB", async (bench, target) => {
  const { url, server } = await bench.startRegistry();
  const idleKib = await settledKib(server);
  for (let index = 0; index < services; index += 1) await announce(url, { id: `a-${index}` });
  const grownKib = (await settledKib(server)) - idleKib;
  expect(Object.keys(await statuses(url)).length).toBe(services);
  process.stdout.write(`REG-24: ${services} services cost ${target} ${grownKib} KiB\n`);
  expect(grownKib).toBeLessThan(tenMb);
});

const cycles = 50;
/** What is allocated once and for all is there from then on. */
const warmCycles = 10;
const lanes = 4;
const allowedKib = 1024;

/** As many agents join and leave again. */
async function cycle(url: string): Promise<void> {
  const lane = async (first: number): Promise<void> => {
    for (let index = first; index < services; index += lanes) {
      expect((await announce(url, { id: `a-${index}` })).body.status).toBe("success");
      expect((await ask(`${url}/agents/a-${index}`, undefined, {}, "DELETE")).status).toBe(204);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)));
}

// The heap of a garbage collected program wanders by as much as the limit. So it is not the difference of two looks that is judged
// but the line through all of them, by the lower end of its 95 % interval, as in a run.
row("REG-32", "50 cycles of 100 joins and leaves grow memory by 1 MiB at most", async (bench, target) => {
  const { url, server } = await bench.startRegistry();
  const looks: { x: number; y: number }[] = [];
  for (let x = 1; x <= cycles; x += 1) {
    await cycle(url);
    looks.push({ x, y: residentKib(server) });
  }
  const judged = looks.filter(({ x }) => x >= warmCycles);
  const slope = fitSlope(judged);
  if (slope === undefined) throw new Error("too few looks");
  const [low, grown, high] = [slope.low, slope.slope, slope.high].map((perCycle) => perCycle * (cycles - warmCycles));
  const [first, last] = [judged.at(0)?.y ?? 0, judged.at(-1)?.y ?? 0];
  const figures = `grows by ${grown?.toFixed(0)} KiB (${low?.toFixed(0)} to ${high?.toFixed(0)}), looked ${last - first} KiB`;
  process.stdout.write(`REG-32: ${target} ${figures} in ${cycles - warmCycles} cycles\n`);
  expect(low, `${target} ${figures}`).toBeLessThanOrEqual(allowedKib);
});
