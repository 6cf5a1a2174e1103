/** Proves that changes in the history of nightly runs are found and made up by none: on made-up histories, and beside Apache Otava. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pickIndex, randomFrom } from "#contract/random";
import { exitCodes } from "#contract/verdict";
import { changePoints } from "./history/change-points.ts";
import { openHistory } from "./history/history.ts";
import { otavaIndexes } from "./history/otava.ts";
import { ownNoises } from "./history/own-noise.ts";
import { drawnNights, falseAlarms, isStepFound, madeUpNights, type Nights, normal } from "./history/synthetic.ts";
import { trendsOf } from "./history/trends.ts";
import { runCommand } from "./lib/command.ts";

const histories = 200;
const quietNights = 100;
const badNights = 0.05;
/** The gate is asked at this noise; the others are shown, so that a reader knows from where on a tenth is lost in it. */
const judgedNoise = 0.03;
const noises = [0.02, judgedNoise, 0.04, 0.05, 0.08] as const;
const comparedSeries = 50;

await runCommand(async ({ settings, signal }) => {
  const { SEED } = settings;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const misses: string[] = [];
  for (const noise of noises) {
    const { found, alarms } = ask((seed) => madeUpNights(seed, { noise, badNights }), SEED);
    say(`noise ${noise * 100} %, bad nights ${badNights * 100} %: ${figures(found, alarms)}`);
    if (noise === judgedNoise && (found < 0.9 || alarms > 1))
      misses.push(`at noise ${noise * 100} % too few or too many`);
  }
  const own = ownNoises(trendsOf((await openHistory(settings).read()).records));
  const [quietest] = own;
  if (quietest === undefined) say("the nights of this machine are too few to say how much its gates wander");
  else {
    const { found, alarms } = ask((seed) => drawnNights(seed, own[seed % own.length]?.multiples ?? []), SEED);
    const middle = own[own.length >> 1] ?? quietest;
    const quiet = own.filter(({ spread }) => spread <= judgedNoise).length;
    say(
      `nights of this machine, ${own.length} gates, the middle one wanders by ${(middle.spread * 100).toFixed(1)} %, ${quiet} by no more than ${judgedNoise * 100} %: ${figures(found, alarms)}`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-otava-"));
  try {
    const series = Array.from({ length: comparedSeries }, (_, index) => madeUp(SEED + index));
    const theirs = await otavaIndexes(series, folder, signal);
    const ours = series.map((each) => changePoints(each).map(({ index }) => index));
    const equal = ours.filter((indexes, index) => indexes.join() === theirs[index]?.join()).length;
    const points = theirs.flat().length;
    say(
      `${equal} of ${comparedSeries} series have their change points where Apache Otava has them, ${points} points in all`,
    );
    if (equal < comparedSeries * 0.95) misses.push("too few series agree with Apache Otava");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say([...misses, misses.length === 0 ? "PASS" : "FAIL"].join("\n"));
  return misses.length === 0 ? exitCodes.pass : exitCodes.fail;
});

interface Figures {
  /** Share of the histories. */
  readonly found: number;
  /** In so many quiet nights. */
  readonly alarms: number;
}

function ask(nightsOf: (seed: number) => Nights, firstSeed: number): Figures {
  const seeds = Array.from({ length: histories }, (_, index) => firstSeed + index);
  return {
    found: seeds.filter((seed) => isStepFound(nightsOf(seed))).length / histories,
    alarms: seeds.reduce((sum, seed) => sum + falseAlarms(nightsOf(seed), quietNights), 0) / histories,
  };
}

function figures(found: number, alarms: number): string {
  return `${(found * 100).toFixed(1)} % of steps of a tenth found within 5 nights, ${alarms.toFixed(2)} false alarms in ${quietNights} nights`;
}

/** 20 to 160 nights with up to four steps of up to a third, at all sorts of noise. */
function madeUp(seed: number): readonly number[] {
  const random = randomFrom(seed);
  const nights = 20 + pickIndex(random, 141);
  const noise = 0.01 + random() * 0.09;
  const steps = new Map(
    Array.from({ length: pickIndex(random, 5) }, () => [pickIndex(random, nights), random() * 0.66 - 0.33]),
  );
  let level = 10;
  return Array.from({ length: nights }, (_, night) => {
    level *= 1 + (steps.get(night) ?? 0);
    return level * Math.exp(noise * normal(random));
  });
}
