/** Work that is asked of an observed server ten times a second, answered or not. */
import { epochMs, startSchedule } from "../../lib/schedule.ts";
import type { Answered } from "../talk.ts";
import type { Observed } from "./session.ts";

interface Asking {
  readonly answers: readonly { readonly afterMs: number; readonly answered: Answered }[];
  /** Asks no more. Resolves once all is answered. */
  stop(): Promise<void>;
}

export function startAsking({ work }: Observed): Asking {
  const answers: { readonly afterMs: number; readonly answered: Answered }[] = [];
  const sent: Promise<unknown>[] = [];
  const fromMs = epochMs();
  const schedule = startSchedule({ periodMs: 100, keepsAlive: false }, () => {
    sent.push(work().then((answered) => answers.push({ afterMs: epochMs() - fromMs, answered })));
  });
  return {
    answers,
    async stop() {
      schedule.stop();
      await Promise.all(sent);
    },
  };
}
