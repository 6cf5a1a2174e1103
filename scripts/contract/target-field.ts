/** Settings that name targets, and how each is written. */
import { type Field, field } from "./field.ts";

/** Which target plays a role; the role is absent when only the target was named. */
export interface TargetChoice {
  readonly role?: string;
  readonly target: string;
  /** Another version of its program. */
  readonly program?: string;
}

function targetChoice(written: string): TargetChoice | undefined {
  const [, role, target = "", program] = /^(?:([^=@]*)=)?([^=@]+)(?:@(.+))?$/.exec(written.trim()) ?? [];
  if (target.trim() === "") return undefined;
  const own = { target: target.trim(), ...(program === undefined ? {} : { program }) };
  return role === undefined ? own : { role: role.trim(), ...own };
}

export function targets(help: string): Field<readonly TargetChoice[]> {
  const accepts = "target or role=target, or either with @/path/of/its/program, separated by commas";
  return field<readonly TargetChoice[]>(help, accepts, [], (written) => {
    const choices = written.split(",").map(targetChoice);
    return choices.includes(undefined)
      ? { wrong: `"${written}" is not ${accepts}` }
      : { value: choices as readonly TargetChoice[] };
  });
}

export function oneTarget(help: string): Field<TargetChoice | undefined> {
  const accepts = "a target of `make list`, or target@/path/of/its/program";
  return field<TargetChoice | undefined>(help, accepts, undefined, (written) => {
    const value = targetChoice(written);
    return value === undefined ? { wrong: `"${written}" is not ${accepts}` } : { value };
  });
}
