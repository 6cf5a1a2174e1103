/** Another version of a target's program: the same target, started from a file that the user names. */
import { accessSync, constants, statSync } from "node:fs";
import type { Mistake } from "#contract/settings";
import type { TargetChoice } from "#contract/target-field";
import type { NamedTarget } from "../targets/target.ts";

/** The target as it was chosen. */
export function withProgram(target: NamedTarget, { program }: TargetChoice): NamedTarget {
  if (program === undefined) return target;
  return { ...target, unavailable: () => undefined, start: (context) => target.start({ ...context, program }) };
}

/** What is wrong with the programs named for a target, among everything that was chosen. */
export function programMistakes(target: NamedTarget, choices: readonly TargetChoice[]): readonly Mistake[] {
  const own = choices.filter((choice) => choice.target === target.name);
  const program = own.find((choice) => choice.program !== undefined)?.program;
  if (program === undefined) return [];
  if (own.length > 1) {
    return [
      {
        what: `TARGET names ${target.name} more than once, with different programs`,
        why: "results are told apart by the target's name",
        fix: "name it once; BASELINE_TARGET is for the other one of a comparison",
      },
    ];
  }
  if (target.takesProgram !== true) {
    return [
      {
        what: `TARGET: ${target.name} cannot be started from ${program}`,
        why: "its program is not one file",
        fix: `leave out @${program}`,
      },
    ];
  }
  return isProgram(program)
    ? []
    : [
        {
          what: `TARGET: ${program} is no file that can be executed`,
          why: `${target.name} is to be started from it`,
          fix: `give the absolute path of ${target.name}'s program after @`,
        },
      ];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path.startsWith("/") && statSync(path).isFile(); // it is started in another folder than this one
  } catch {
    return false;
  }
}
