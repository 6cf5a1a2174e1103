/** Proves that changes in the history of nightly runs are found and made up by none: on made-up histories, with the noise of own nights, and beside Apache Otava. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pickIndex, randomFrom } from "#contract/random";
import { exitCodes } from "#contract/verdict";
import { changePoints } from "./history/change-points.ts";
import { openHistory } from "./history/history.ts";
import { otavaIndexes } from "./history/otava.ts";
import { noiseOfNights, noiseOfRuns, type OwnNoise } from "./history/own-noise.ts";
import { falseAlarms, isStepFound, madeUpNights, type Nights, normal } from "./history/synthetic.ts";
import { trendsOf } from "./history/trends.ts";
import { runCommand } from "./lib/command.ts";
import { ordinaryTimes } from "./nightly/pick.ts";

const histories = 200;
const quietNights = 100;
const badNights = 0.05;
const tenth = 0.1;
/** The gate is asked at this noise; the others are shown, so that a reader knows from where on a tenth is lost in it. */
const judgedNoise = 0.03;
const noises = [0.02, judgedNoise, 0.04, 0.05, 0.08] as const;
const comparedSeries = 50;

await runCommand(
  async ({ settings, signal }) => {
    const { SEED, COUNT } = settings;
    const trends = trendsOf((await openHistory(settings).read()).records);
    const answers = [
      ...noises.map((noise) => madeUpNoise(noise, SEED)),
      ...ownNoise("nights of this machine", noiseOfNights(trends), SEED),
      ...ownNoise(`nights of ${COUNT} of this machine's runs`, noiseOfRuns(trends, COUNT), SEED),
      await besideOtava(SEED, signal),
    ];
    const misses = answers.filter(({ isMissed }) => isMissed).map(({ line }) => `missed: ${line}`);
    const lines = [...answers.map(({ line }) => line), ...misses, misses.length === 0 ? "PASS" : "FAIL"];
    process.stdout.write(`${lines.join("\n")}\n`);
    return misses.length === 0 ? exitCodes.pass : exitCodes.fail;
  },
  { COUNT: ordinaryTimes },
);

interface Answer {
  readonly line: string;
  readonly isMissed: boolean;
}

function madeUpNoise(noise: number, firstSeed: number): Answer {
  const asked = ask((seed) => ({ nights: () => madeUpNights(seed, { noise, badNights }), step: tenth }), firstSeed);
  const name = `noise ${percent(noise)}, bad nights ${percent(badNights)}`;
  return { line: `${name}: ${figures(asked)}`, isMissed: noise === judgedNoise && !isMet(asked) };
}

/** A tenth is asked of the gates whose nights are quiet enough to show one, and of each gate what its trend says it shows; a tenth in all is shown. */
function ownNoise(name: string, gates: readonly OwnNoise[], firstSeed: number): readonly Answer[] {
  const middle = gates[gates.length >> 1];
  if (middle === undefined) return [{ line: `${name}: too few to say how much its gates wander`, isMissed: false }];
  const quiet = gates.filter(({ step }) => step <= tenth);
  const drawn = (from: readonly OwnNoise[], stepOf: (gate: OwnNoise) => number): Asked => {
    const gateAt = (seed: number): OwnNoise => from[seed % from.length] ?? middle;
    return ask((seed) => {
      const gate = gateAt(seed);
      return { nights: () => gate.nights(seed), step: stepOf(gate) };
    }, firstSeed);
  };
  const known = `${name}: ${gates.length} gates, the middle one wanders by ${percent(middle.spread)}, ${quiet.length} can show a tenth`;
  const asked = [
    ...(quiet.length === 0 ? [] : [["those, a tenth", drawn(quiet, () => tenth)] as const]),
    ["all, each the least step it can show", drawn(gates, ({ step }) => step)] as const,
  ];
  return [
    { line: known, isMissed: false },
    { line: `${name}, all, a tenth (shown, not asked): ${figures(drawn(gates, () => tenth))}`, isMissed: false },
    ...asked.map(([of, found]) => ({ line: `${name}, ${of}: ${figures(found)}`, isMissed: !isMet(found) })),
  ];
}

async function besideOtava(firstSeed: number, signal: AbortSignal): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-otava-"));
  try {
    const series = Array.from({ length: comparedSeries }, (_, index) => madeUp(firstSeed + index));
    const theirs = await otavaIndexes(series, folder, signal);
    const ours = series.map((each) => changePoints(each).map(({ index }) => index));
    const equal = ours.filter((indexes, index) => indexes.join() === theirs[index]?.join()).length;
    const line = `${equal} of ${comparedSeries} series have their change points where Apache Otava has them, ${theirs.flat().length} points in all`;
    return { line, isMissed: equal < comparedSeries * 0.95 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Asked {
  /** Share of the histories. */
  readonly found: number;
  /** In so many quiet nights. */
  readonly alarms: number;
}

interface Trial {
  /** The same nights anew, each time it is called. */
  readonly nights: () => Nights;
  /** As a share. */
  readonly step: number;
}

function ask(trialOf: (seed: number) => Trial, firstSeed: number): Asked {
  const trials = Array.from({ length: histories }, (_, index) => trialOf(firstSeed + index));
  return {
    found: trials.filter(({ nights, step }) => isStepFound(nights(), step)).length / histories,
    alarms: trials.reduce((sum, { nights }) => sum + falseAlarms(nights(), quietNights), 0) / histories,
  };
}

function isMet({ found, alarms }: Asked): boolean {
  return found >= 0.9 && alarms <= 1;
}

function figures({ found, alarms }: Asked): string {
  return `${percent(found)} of steps found within 5 nights, ${alarms.toFixed(2)} false alarms in ${quietNights} nights`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
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
