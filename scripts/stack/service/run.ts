/** The life of a reference server: one stderr line and exit 1 when it cannot start, drain and exit 0 on SIGTERM (contract C0). */
import type { Log } from "./log.ts";

export interface RunningService {
  readonly log: Log;
  /** Answers what has been asked, then lets go of everything. */
  close(): Promise<void>;
  /** Cuts what is still open when draining takes too long. */
  cut(): void;
}

const drainMs = 4500; // below the 5 s after which a stopped server may be killed

export async function runService(start: () => Promise<RunningService>): Promise<void> {
  let service: RunningService;
  try {
    service = await start();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
  const stop = async (): Promise<void> => {
    const overtime = setTimeout(() => {
      service.cut();
      process.exit(0);
    }, drainMs);
    await service.close();
    clearTimeout(overtime);
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      service.log("INFO", "server_stopping", { signal });
      void stop();
    });
  }
}

/** One line: several failed addresses of one name come as an AggregateError without a message. */
function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join("; ");
  return (error instanceof Error ? error.message : String(error)).replaceAll("\n", " ");
}
