/** Makes a guide's command one that can be run here: what stands in for what only its reader has, and which commands are left out, each with its reason. */
import { mcpMeshProcess } from "../stack/mcp-mesh-process.ts";
import { oldestRun } from "./oldest-run.ts";

interface LeftOut {
  readonly command: RegExp;
  readonly why: string;
}

/** Every other command of a guide is run. */
export const leftOut: readonly LeftOut[] = [
  { command: /^git clone <this repository> /, why: "it is how one gets here; .ci/run does it" },
];

interface StandIn {
  readonly says: string;
  readonly why: string;
  /** `folder` is for what the commands write. */
  readonly by: (folder: string) => string;
}

/** What a guide's command says, and what is run in its place: a setting on the command line beats the environment. */
export const standIns: readonly StandIn[] = [
  { says: "=<run>", why: "any run: the first one made here", by: (folder) => `=${oldestRun(folder)}` },
  { says: "/opt/older/mcp-mesh-registry", why: "the one there is", by: () => program() },
  { says: "OUTPUT=report.md", why: "nothing is left in the project", by: (folder) => `OUTPUT=${folder}/report.md` },
  { says: "ROUNDS=10", why: "the fewest there can be", by: () => "ROUNDS=5" },
  { says: "PROFILE=index-5", why: "ten thousand files once, not five times", by: () => "PROFILE=index-1" },
];

export interface Ready {
  readonly text: string;
  /** What stands in for what. */
  readonly notes: readonly string[];
}

/** A command without what only its reader has; `wrong` when something of that is left, or it is no command of ours. */
export function readyToRun(written: string, folder: string): Ready | { readonly wrong: string } {
  const used = standIns.filter(({ says }) => written.includes(says));
  const text = used.reduce((command, { says, by }) => command.replaceAll(says, by(folder)), written);
  if (!form.test(text)) return { wrong: "it is not make with a verb and settings, and nobody says how to run it" };
  const placeholder = /<[a-z ]+>|…/.exec(text)?.[0];
  if (placeholder !== undefined) return { wrong: `nobody says what ${placeholder} stands for` };
  return { text, notes: used.map(({ says, why }) => `${says}: ${why}`) };
}

/** One call of make: nothing of the shell that could hide how it ended. */
const form = /^make(?: [a-z-]+)?(?: +[A-Z_]+=(?:'[^']*'|"[^"]*"|[^\s'";&|])*)*(?: +#.*)?$/;

/** `help` is what make does when nobody names a verb. */
export function verbOf(text: string): string {
  return /^make ([a-z-]+)(?!\S)/.exec(text)?.[1] ?? "help";
}

function program(): string {
  return mcpMeshProcess({ port: 0, storePath: "registry.db" }).command;
}
