/** What the registry is told beside the settings every server has: when an agent counts as silent, when it is forgotten. */

export interface Upkeep {
  readonly checkMs: number;
  /** Without a beat for longer than this an agent is unhealthy. */
  readonly silenceMs: number;
  readonly sweepMs: number;
  /** Unhealthy for longer than this, an agent is forgotten. */
  readonly retentionMs: number;
}

/** Throws an Error whose message is one line naming the setting and the value found. */
export function readUpkeep(environment: NodeJS.ProcessEnv): Upkeep {
  const read = (name: string, fallback: string, parse: (text: string) => number | undefined, form: string): number => {
    const text = environment[name] ?? fallback;
    const ms = parse(text);
    if (ms === undefined || ms <= 0 || ms > longestMs) throw new Error(`${name}="${text}" is no ${form}`);
    return ms;
  };
  return {
    checkMs: read("HEALTH_CHECK_INTERVAL", "10", parseSeconds, "number of seconds"),
    silenceMs: read("DEFAULT_TIMEOUT_THRESHOLD", "20", parseSeconds, "number of seconds"),
    sweepMs: read("MCP_MESH_SWEEP_INTERVAL", "5m", parseDuration, "duration such as 30s or 5m"),
    retentionMs: read("MCP_MESH_RETENTION", "1h", parseDuration, "duration such as 90s or 1h"),
  };
}

/** A timer's longest pause; a longer one would fire at once. */
const longestMs = 2 ** 31 - 1;

const unitMs: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function parseSeconds(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
}

/** Go's way to write a duration: numbers with units, such as 1h30m. */
function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, amount, unit = ""] of text.matchAll(/([\d.]+)(ms|s|m|h)/g)) ms += Number(amount) * (unitMs[unit] ?? 0);
  return ms;
}
