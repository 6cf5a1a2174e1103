/** Finds the providers of dependencies among the healthy agents. */
import type { Dependency } from "./announcement.ts";
import { type Candidate, chooseProvider } from "./matching.ts";
import type { Tables } from "./sqlite.ts";

export interface Resolution {
  readonly agent_id: string;
  readonly capability: string;
  readonly endpoint: string;
  readonly function_name: string;
  readonly status: "available" | "unresolved";
}

interface Offer {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly function_name: string;
  readonly version: string;
  readonly tags: string;
}

export function resolve(tables: Tables, dependency: Dependency): Resolution {
  const { capability, namespace } = dependency;
  const offers = tables.all<Offer>(
    `SELECT agents.id, host, port, function_name, tools.version, tags
     FROM tools JOIN agents ON agents.id = agent_id
     WHERE capability = ?1 AND status = 'healthy' AND (?2 IS NULL OR namespace = ?2)`,
    capability,
    namespace,
  );
  const candidates = offers.map((offer): Candidate & { offer: Offer } => ({
    agentId: offer.id,
    version: offer.version,
    tags: JSON.parse(offer.tags),
    offer,
  }));
  const provider = chooseProvider(candidates, dependency)?.offer;
  if (provider === undefined) {
    return { agent_id: "", capability, endpoint: "", function_name: "", status: "unresolved" };
  }
  return {
    agent_id: provider.id,
    capability,
    endpoint: endpointOf(provider),
    function_name: provider.function_name,
    status: "available",
  };
}

/** For many dependencies at one moment: each different one is looked up once. */
export function createResolver(tables: Tables): (dependency: Dependency) => Resolution {
  const found = new Map<string, Resolution>();
  return (dependency) => {
    const { capability, namespace, tags, version } = dependency;
    const key = JSON.stringify([capability, namespace, tags, version]);
    const resolution = found.get(key) ?? resolve(tables, dependency);
    found.set(key, resolution);
    return resolution;
  };
}

export function endpointOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
