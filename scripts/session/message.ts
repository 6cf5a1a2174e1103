/** What the session page is told, one message at a time: a page that got them all, in order, shows all that was. */
import type { Role } from "#contract/roles";
import type { VerdictName } from "#contract/verdict";
import type { GateState } from "../report/gate-text.ts";

/** A gate in words, since a page judges nothing and rounds nothing. */
export interface GateRow {
  readonly id: string;
  readonly name: string;
  readonly state: GateState;
  /** Why it is undecided, or what else to know of it. */
  readonly note?: string;
  readonly observed: string;
  readonly limit: string;
  readonly margin: string;
  /** Share of the limit that is used up, at most 1; `null` where nothing was observed. */
  readonly used: number | null;
  readonly phase: string;
  readonly target: string;
  readonly requirement: string;
}

/** p50, p95, p99 and max of right answers in ms. */
export type LatencyStats = readonly [number, number, number, number];

/** One period of one k6 process, as its dashboard tells it. */
export interface PeriodMessage {
  readonly type: "period";
  /** Name of the k6 process: there may be several. */
  readonly k6: string;
  /** Epoch ms of the period's end, as all times here. */
  readonly timeMs: number;
  readonly seconds: number;
  readonly vus: number;
  /** By system. */
  readonly requests: Readonly<Record<string, number>>;
  /** Failed operations by `role.class`. */
  readonly errors: Readonly<Record<string, number>>;
  /** By operation, with its target where a role has several. */
  readonly latency: Readonly<Record<string, LatencyStats>>;
  /** How late the canary woke, p99; `null` where it did not. */
  readonly latenessMs: number | null;
}

/** Resident memory in MiB and cores used, by process; a process that is down is left out. */
export interface UsageMessage {
  readonly type: "usage";
  readonly timeMs: number;
  readonly processes: Readonly<Record<string, readonly [number, number | null]>>;
}

export interface PlannedLine {
  readonly role: Role;
  readonly view: string;
  readonly label: string;
  readonly value: number;
}

export interface PlanMessage {
  readonly type: "plan";
  readonly phases: readonly { readonly name: string; readonly fromMs: number; readonly toMs: number }[];
  readonly systems: readonly { readonly role: Role; readonly target: string; readonly name: string }[];
  /** Limits on latency, drawn into charts. */
  readonly limits: readonly PlannedLine[];
  /** Beyond these the generator measures itself. */
  readonly generator: { readonly latenessMs: number; readonly cores: number };
}

/** A run that is over, in one line. */
interface EarlierMessage {
  readonly type: "earlier";
  readonly title: string;
  readonly verdict: VerdictName | "no verdict";
  readonly path: string;
}

interface RunMessage {
  readonly type: "run";
  readonly title: string;
  /** Of its folder, as a person types it. */
  readonly path: string;
}

interface VerdictMessage {
  readonly type: "verdict";
  readonly verdict: VerdictName;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly gates: readonly GateRow[];
  /** Address of report.html on this machine; absent when none was written. */
  readonly file?: string;
}

export type Message =
  | EarlierMessage
  | RunMessage
  | PlanMessage
  | PeriodMessage
  | UsageMessage
  | VerdictMessage
  | { readonly type: "began"; readonly k6: string; readonly timeMs: number }
  | { readonly type: "gates"; readonly k6: string; readonly rows: readonly GateRow[] }
  | {
      readonly type: "happening";
      readonly timeMs: number;
      readonly event: string;
      readonly details: string;
      readonly fault?: string;
      readonly isGood?: boolean;
    }
  /** report.html itself: a page outlives the command, and nobody serves it a file then. */
  | { readonly type: "report"; readonly html: string }
  /** Whoever gets it has nothing of before. */
  | { readonly type: "reset" }
  /** The command ends: nothing comes any more. */
  | { readonly type: "end" };
