/** The one way into every verb: reads the settings, handles Ctrl-C, shows Problems, sets the exit code. */
import { readSettings, type Settings } from "#contract/settings";
import { type ExitCode, exitCodes } from "#contract/verdict";
import { formatProblem, Problem, type ProblemText } from "./problem.ts";

export interface Command {
  readonly settings: Settings;
  /** Aborted by Ctrl-C, SIGTERM or a closed terminal. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds at which the command was typed. */
  readonly startedMs: number;
}

/**
 * Runs a verb. Its result is the exit code; a Problem becomes 2 or 1, anything else is a bug and 1.
 * `defaults` are what settings are for this verb when nobody gives them.
 */
export async function runCommand(
  verb: (command: Command) => Promise<ExitCode>,
  defaults: Readonly<Record<string, string>> = {},
): Promise<void> {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());
  try {
    const { env } = process;
    const mistakes: ProblemText[] = overrides(env);
    const read = readSettings({
      flags: parseFlags(process.argv.slice(2), env, mistakes),
      environment: { ...defaults, ...env },
    });
    mistakes.push(...read.mistakes);
    if (mistakes.length > 0) throw new Problem("usage", mistakes);
    process.exitCode = await verb({ settings: read.settings, signal: controller.signal, startedMs: startOf(env) });
  } catch (error) {
    process.exitCode = controller.signal.aborted ? exitCodes.interrupted : exitCodeOf(error);
    process.stderr.write(`${describe(error, controller.signal.aborted)}\n`);
  }
}

/** `NAME=value` and `--name value` say the same; make names the variables of its command line in SETTINGS_GIVEN. */
function parseFlags(args: readonly string[], env: NodeJS.ProcessEnv, mistakes: ProblemText[]): [string, string][] {
  const flags: [string, string][] = (env["SETTINGS_GIVEN"] ?? "")
    .split(" ")
    .filter((name) => name !== "")
    .map((name) => [name, env[name] ?? ""]);
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? "";
    const pair = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/s.exec(word);
    const long = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(word);
    if (pair !== null) flags.push([pair[1] ?? "", pair[2] ?? ""]);
    else if (long !== null)
      flags.push([(long[1] ?? "").replaceAll("-", "_").toUpperCase(), long[2] ?? args[++index] ?? ""]);
    else
      mistakes.push({
        what: `"${word}" is not a setting`,
        why: "it would be ignored",
        fix: "write NAME=value or --name value",
      });
  }
  return flags;
}

/** k6 lets K6_* variables override the script, so a run would measure something else than its settings say. */
function overrides(env: NodeJS.ProcessEnv): ProblemText[] {
  return Object.keys(env)
    .filter((name) => name.startsWith("K6_") && name !== "K6_BIN")
    .map((name) => ({
      what: `${name} is set in the environment`,
      why: "k6 would let it override the script, and the run would not be what its settings say",
      fix: `unset ${name}; what can be set is listed by \`make help\``,
    }));
}

function startOf(env: NodeJS.ProcessEnv): number {
  const typed = Number(env["COMMAND_STARTED_MS"]); // make's clock; not a number where its date has no milliseconds
  return Number.isSafeInteger(typed) && typed > 0 ? typed : Math.round(performance.timeOrigin);
}

function exitCodeOf(error: unknown): ExitCode {
  return error instanceof Problem && error.kind === "usage" ? exitCodes.usage : exitCodes.broken;
}

function describe(error: unknown, isInterrupted: boolean): string {
  if (error instanceof Problem) return formatProblem(error) + (process.env["DEBUG"] === "1" ? `\n${error.stack}` : "");
  if (isInterrupted) return "interrupted";
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
