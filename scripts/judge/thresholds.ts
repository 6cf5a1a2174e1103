/** Loads every threshold file: adding one is adding a file. */
import { readdirSync } from "node:fs";
import type { BaselineLimit } from "#contract/baseline";
import type { Comparison } from "#contract/comparison";
import type { NetThreshold } from "#contract/net-threshold";
import type { PairThreshold, ResourceThreshold } from "#contract/resource-threshold";
import type { Threshold } from "#contract/threshold";

const folder = new URL("../../thresholds/", import.meta.url);

/** What a file there may hold: limits on operations, on processes, on a system beside a broken one, on net costs, on pairs of runs, or those a machine sets itself. */
interface Limits {
  readonly thresholds?: readonly Threshold[];
  readonly resources?: readonly ResourceThreshold[];
  readonly comparisons?: readonly Comparison[];
  readonly nets?: readonly NetThreshold[];
  readonly pairs?: readonly PairThreshold[];
  readonly baselines?: readonly BaselineLimit[];
}

export async function loadThresholds(): Promise<readonly Threshold[]> {
  return (await loadLimits()).flatMap(({ thresholds = [] }) => thresholds);
}

export async function loadResourceThresholds(): Promise<readonly ResourceThreshold[]> {
  return (await loadLimits()).flatMap(({ resources = [] }) => resources);
}

export async function loadComparisons(): Promise<readonly Comparison[]> {
  return (await loadLimits()).flatMap(({ comparisons = [] }) => comparisons);
}

export async function loadNets(): Promise<readonly NetThreshold[]> {
  return (await loadLimits()).flatMap(({ nets = [] }) => nets);
}

export async function loadBaselineLimits(): Promise<readonly BaselineLimit[]> {
  return (await loadLimits()).flatMap(({ baselines = [] }) => baselines);
}

export async function loadPairThresholds(): Promise<readonly PairThreshold[]> {
  return (await loadLimits()).flatMap(({ pairs = [] }) => pairs);
}

async function loadLimits(): Promise<readonly Limits[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  return Promise.all(files.sort().map(async (file) => (await import(new URL(file, folder).href)) as Limits));
}
