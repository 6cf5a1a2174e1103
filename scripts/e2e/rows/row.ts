/** Asks one row of the requirements of every registry: a listed failure must fail as listed, everything else must pass (OPS-12). */
import { expect, it } from "vitest";
import { type ExpectedFailure, expectedFailures, notAsked } from "../../report/expected-failures.ts";
import { createRowBench, type RowBench, registryKinds } from "./bench.ts";
import { isFullLength } from "./lengths.ts";

/** One test per registry, whose title names the row. The bench is the test's own. */
export function row(id: string, assertion: string, prove: (bench: RowBench, target: string) => Promise<void>): void {
  for (const [target, { unavailable }] of Object.entries(registryKinds)) {
    const isHere = (each: { row: string; target: string; assertion: string }): boolean =>
      each.row === id && each.target === target && each.assertion === assertion;
    const listed = expectedFailures.find((each) => isHere(each) && (isFullLength || each.isAtFullLengthOnly !== true));
    const isLeftOut = notAsked.some(isHere) || unavailable() !== undefined;
    const attempt = async (): Promise<void> => {
      await using bench = createRowBench(target);
      await prove(bench, target);
    };
    it.skipIf(isLeftOut)(`${id} on ${target}: ${assertion}`, () => asListed(attempt, listed));
  }
}

/** Set by `make prove`. */
export const isProving = process.env["TRIPS"] === "on";

/** What the Trip column says of a row, and what its proof says then. */
interface Misuse {
  /** The bench on which something is wrong. */
  readonly on?: (bench: RowBench) => RowBench | Promise<RowBench>;
  readonly shows: RegExp;
  readonly target?: string;
  /** Why it cannot be done on this machine, or `undefined`. */
  readonly unavailable?: () => string | undefined;
}

/** The very proof of a row, on a bench on which it must fail. Only `make prove` runs it. */
export function rowTrip(
  id: string,
  about: string,
  prove: (bench: RowBench, target: string) => Promise<void>,
  { on = (bench) => bench, shows, target = "reference-registry", unavailable = () => undefined }: Misuse,
): void {
  if (!isProving) return;
  const away = registryKinds[target]?.unavailable() ?? unavailable();
  it(`${id}'s trip: ${about}`, async ({ skip }) => {
    skip(away !== undefined, away);
    await using bench = createRowBench(target);
    await expect(prove(await on(bench), target)).rejects.toThrow(shows);
  });
}

/** Throws unless what happens is what the list says. */
export async function asListed(attempt: () => Promise<void>, listed: ExpectedFailure | undefined): Promise<void> {
  if (listed === undefined) return attempt();
  try {
    await attempt();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (listed.shows.test(said)) return;
    throw new Error(`${listed.row} fails on ${listed.target} otherwise than listed (${listed.shows})`, {
      cause: error,
    });
  }
  throw new Error(`${listed.row} passes on ${listed.target} and is listed as a failure: take it off the list`);
}
