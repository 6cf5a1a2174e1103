/** What a registry dialect spells: an agent's life as exchanges. One file in dialects/registry/ is one kind of registry. */
import type { Answer, Exchange } from "../lib/operation.ts";

/** An agent as a registry sees it. */
export interface Agent {
  readonly id: string;
  /** What it offers; others find it by this. */
  readonly capability: string;
  /** What it needs, offered by another agent of the run. */
  readonly dependency?: string;
  readonly port: number;
}

/** What a heartbeat's answer asks of the agent: nothing, to announce itself again in full, or to join anew. */
export type HeartbeatWord = "unchanged" | "changed" | "gone";

export interface RegistryDialect {
  /** Joins, or announces again in full. Right when the registry confirms this agent and answers for its dependency. */
  register(url: string, agent: Agent): Exchange;
  heartbeat(url: string, agent: Agent): Exchange;
  heartbeatWord(answer: Answer): HeartbeatWord;
  /** All agents. Right when this living agent is among them. */
  list(url: string, agent: Agent): Exchange;
  /** Who offers a capability. Right when every hit offers it and there is one. */
  resolve(url: string, capability: string): Exchange;
  leave(url: string, agent: Agent): Exchange;
  /** Right when this agent is listed under its capability, or is not, as said. */
  lookup(url: string, agent: Agent, isThere: boolean): Exchange;
  /** The request a registry does least for: what remains of an operation without it is the operation's own (R7). */
  nullRoute(url: string): Exchange;
  /** Requests that no registry should take. Right when each gets the status its contract says. */
  readonly mistakes: readonly ((url: string) => Exchange)[];
}
