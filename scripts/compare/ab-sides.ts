/** What BASE_TARGET and HEAD_TARGET name: targets of one role, another binary of one, or systems that already run. */
import { type Role, roles } from "#contract/roles";
import { fields, roleSettings, type Settings } from "#contract/settings";
import { Problem, type ProblemText } from "../lib/problem.ts";
import { loadTargets } from "../targets/target.ts";

export interface AbSide {
  readonly label: string;
  readonly role: Role;
  /** What its runs have beside the settings both have. */
  readonly settings: Partial<Settings>;
  /** So much longer its answers take. */
  readonly awayMs?: number;
}

export async function abSides(settings: Settings): Promise<{ readonly base: AbSide; readonly head: AbSide }> {
  const targets = await loadTargets();
  const roleOfTarget = (name: string): Role | undefined => targets.find((target) => target.name === name)?.role;
  const mistakes: ProblemText[] = [];
  const read = (setting: "BASE_TARGET" | "HEAD_TARGET"): AbSide | undefined => {
    const written = settings[setting];
    const side = written === undefined ? undefined : sideOf(written, roleOfTarget);
    if (side !== undefined) return side;
    mistakes.push({
      what: written === undefined ? `${setting} is not given` : `${setting}: "${written}" is no target`,
      why: "two sides are needed to compare",
      fix: `use one of ${targets.map(({ name }) => name).join(", ")}, or role=URL of a system that already runs`,
    });
    return undefined;
  };
  const [base, head] = [read("BASE_TARGET"), read("HEAD_TARGET")];
  if (base === undefined || head === undefined) throw new Problem("usage", mistakes);
  if (base.role !== head.role) {
    throw new Problem("usage", {
      what: `${base.label} plays ${base.role}, ${head.label} plays ${head.role}`,
      why: "they do different things, so there is nothing to compare",
      fix: "give two of one role; `make list` says what there is",
    });
  }
  return { base, head };
}

function sideOf(written: string, roleOfTarget: (name: string) => Role | undefined): AbSide | undefined {
  const [, named, url] = /^([a-z]+)=(https?:\/\/\S+)$/.exec(written) ?? [];
  const role = roles.find((each) => each === named);
  if (role !== undefined && url !== undefined) {
    const { url: setting } = roleSettings[role];
    const parsed = fields[setting].parse(url);
    return "wrong" in parsed ? undefined : { label: written, role, settings: { [setting]: parsed.value } };
  }
  const parsed = fields.TARGET.parse(written);
  const choices = "wrong" in parsed ? [] : parsed.value;
  const played = choices.length === 1 ? roleOfTarget(choices[0]?.target ?? "") : undefined;
  return played === undefined ? undefined : { label: written, role: played, settings: { TARGET: choices } };
}
