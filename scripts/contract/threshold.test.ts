/** Where a limit holds: in judged phases, for whom is not broken, and for some only while somebody else is. */
import { expect, it } from "vitest";
import type { Phase, PlannedSystem } from "./plan.ts";
import { holdsIn, type Threshold } from "./threshold.ts";

const system = (role: PlannedSystem["role"], target: string): PlannedSystem => ({ role, target, url: "", dialect: "" });
const [search, workflow] = [system("search", "codebase"), system("workflow", "workflow")];
const systems = [search, workflow];
const phase = (...exempt: string[]): Phase => ({ name: "during", startMs: 0, endMs: 1, isJudged: true, exempt });
const limit: Threshold = { requirement: "T-1", operation: "workflow.create_item", metric: "p95", below: 200 };

it.each<[string, Partial<Threshold>, Phase, boolean]>([
  ["an ordinary limit while all are well", {}, phase(), true],
  ["an ordinary limit while a neighbour is broken", {}, phase("codebase"), true],
  ["an ordinary limit while its own system is broken", {}, phase("workflow"), false],
  ["an ordinary limit where nothing is judged", {}, { ...phase(), isJudged: false }, false],
  ["what lies on several systems, while all are well", { isAcross: true }, phase(), true],
  ["what lies on several systems, while one is broken", { isAcross: true }, phase("codebase"), false],
  ["what is owed beside a broken one, while all are well", { whileBroken: "search" }, phase(), false],
  ["what is owed beside a broken one, while it is broken", { whileBroken: "search" }, phase("codebase"), true],
  ["what is owed beside another one", { whileBroken: "registry" }, phase("codebase"), false],
  ["what is owed, while both are broken", { whileBroken: "search" }, phase("codebase", "workflow"), false],
])("%s", (_what, more, where, holds) => {
  expect(holdsIn({ ...limit, ...more }, where, workflow, systems)).toBe(holds);
});
