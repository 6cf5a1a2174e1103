/** Keeps an agent in the mesh: announces it, beats, and announces again when the registry says so. Never ends the agent. */
import type { Log } from "../service/log.ts";
import type { Announced, Provider, RegistryClient } from "./registry-client.ts";

interface Standing {
  /** `lost` when the last request failed, `refused` when the registry does not want this agent. */
  readonly registry: "not announced" | "connected" | "refused" | "lost";
  readonly lastBeatAt: string | null;
  /** In a row; 0 once one succeeds. */
  readonly failedBeats: number;
  readonly providers: readonly Provider[];
}

export interface Membership {
  readonly standing: Standing;
  /** Stops beating and leaves the mesh, if it is in it. */
  leave(): Promise<void>;
}

export interface Mesh {
  readonly client: RegistryClient;
  readonly port: number;
  readonly beatMs: number;
  readonly log: Log;
  /** Called after the first announcement was answered or failed. */
  readonly onFirst: () => void;
}

export function joinMesh({ client, port, beatMs, log, onFirst }: Mesh): Membership {
  let standing: Standing = { registry: "not announced", lastBeatAt: null, failedBeats: 0, providers: [] };
  let timer: NodeJS.Timeout | undefined;
  let isMember = false;
  let isLeaving = false;

  const announce = async (): Promise<void> => {
    const announced: Announced = await client.announce(port);
    const lastBeatAt = new Date().toISOString();
    isMember = !("refused" in announced);
    if ("refused" in announced) {
      log("ERROR", "announcement_refused", { reason: announced.refused });
      standing = { ...standing, registry: "refused", lastBeatAt, failedBeats: 0 };
      return;
    }
    const { providers } = announced;
    log("INFO", "announced", { providers: providers.map(({ capability, agent_id }) => `${capability}=${agent_id}`) });
    standing = { registry: "connected", lastBeatAt, failedBeats: 0, providers };
  };

  const beat = async (): Promise<void> => {
    if (!isMember) return announce();
    const word = await client.beat();
    if (word === "gone") isMember = false;
    if (word !== "unchanged") return announce();
    standing = { ...standing, registry: "connected", lastBeatAt: new Date().toISOString(), failedBeats: 0 };
  };

  const attempt = async (): Promise<void> => {
    const dueMs = performance.now() + beatMs;
    try {
      await beat();
    } catch (error) {
      const failedBeats = standing.failedBeats + 1;
      standing = { ...standing, registry: "lost", failedBeats };
      log("WARNING", "beat_failed", { failed_in_a_row: failedBeats, reason: reasonOf(error) });
    }
    if (!isLeaving) timer = setTimeout(run, Math.max(0, dueMs - performance.now()));
  };
  let current = Promise.resolve();
  const run = (): void => {
    current = attempt();
  };
  run();
  void current.then(onFirst);

  return {
    get standing() {
      return standing;
    },
    async leave() {
      isLeaving = true;
      clearTimeout(timer);
      await current; // a beat on its way would join again after the leave
      if (!isMember) return;
      try {
        await client.leave();
        log("INFO", "left");
      } catch (error) {
        log("WARNING", "leave_failed", { reason: reasonOf(error) });
      }
    },
  };
}

/** What fetch says is "fetch failed"; why is in its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : undefined;
  return code === undefined ? error.message : `${error.message}: ${code}`;
}
