/** Resident memory of a process a test owns: now, and once it has settled. */
import { kernelUnits, readStat } from "../../lib/proc.ts";
import type { OwnedProcess } from "../../lib/processes.ts";
import { until } from "./look.ts";

const { pageKib } = kernelUnits();
const lookMs = 200;
/** So many looks in a row that are this close together: what it allocates, it has. */
const looks = 4;
const closeKib = 128;

export function residentKib({ identity, name }: OwnedProcess): number {
  const stat = readStat(identity.pid);
  if (stat === undefined || stat.isZombie) throw new Error(`${name} is gone: it has no memory to look at`);
  return stat.rssPages * pageKib;
}

export async function settledKib(server: OwnedProcess): Promise<number> {
  const seen: number[] = [];
  const isSettled = (): boolean => {
    seen.push(residentKib(server));
    const last = seen.slice(-looks);
    return last.length === looks && Math.max(...last) - Math.min(...last) < closeKib;
  };
  await until(`the memory of ${server.name} settles`, 10_000, isSettled, lookMs);
  return seen.at(-1) ?? Number.NaN;
}
