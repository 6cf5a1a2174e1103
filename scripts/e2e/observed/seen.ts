/** Both servers go through their load and its cut at once: with its pauses it is a light one. */
import { type Kind, kinds } from "./kinds.ts";
import { type Loaded, loadAndCut } from "./loaded.ts";
import { type Observed, startObserved } from "./session.ts";

interface Seen {
  readonly server: Observed;
  readonly load: Loaded;
}

const all = new Map<Kind, Promise<Seen>>();

/** Resolves when all are through, well or not. */
export async function seeAll(): Promise<void> {
  await Promise.allSettled(kinds.map(see));
}

/** Once for each kind, however often it is asked. */
export function see(kind: Kind): Promise<Seen> {
  const seen = all.get(kind) ?? goThrough(kind);
  all.set(kind, seen);
  return seen;
}

async function goThrough(kind: Kind): Promise<Seen> {
  const server = await startObserved(kind);
  try {
    return { server, load: await loadAndCut(server) };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
