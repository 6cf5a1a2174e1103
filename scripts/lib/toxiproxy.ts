/** A real toxiproxy: TCP proxies on loopback whose connections can be made bad and good again. */
import { answersOk, startServer } from "../targets/readiness.ts";
import { builtToxiproxy } from "./paths.ts";
import { freePort } from "./ports.ts";
import type { Processes } from "./processes.ts";

/** One way of being bad, in toxiproxy's own words: https://github.com/Shopify/toxiproxy#toxics. */
interface Toxic {
  readonly type: "latency" | "bandwidth" | "timeout" | "reset_peer";
  /** `downstream` is what the upstream answers. */
  readonly stream: "upstream" | "downstream";
  readonly attributes: Readonly<Record<string, number>>;
}

export interface TcpProxy {
  /** Host and port that stand for the upstream. */
  readonly address: string;
  /** For what is sent from now on, on open connections too. */
  add(toxic: Toxic): Promise<void>;
  /** Without it, connections are refused and open ones closed. */
  setEnabled(isEnabled: boolean): Promise<void>;
  /** Takes all toxics away and lets connections through. */
  clear(): Promise<void>;
  isClear(): Promise<boolean>;
}

export interface Toxiproxy {
  /** `upstream` is a host and port on loopback. */
  proxy(name: string, upstream: string): Promise<TcpProxy>;
}

interface Described {
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}

export async function startToxiproxy(processes: Processes, signal: AbortSignal): Promise<Toxiproxy> {
  const apiPort = await freePort();
  const api = `http://127.0.0.1:${apiPort}`;
  await startServer(
    processes,
    { name: "toxiproxy", command: builtToxiproxy, args: ["-host", "127.0.0.1", "-port", String(apiPort)] },
    { deadlineMs: 10_000, signal, isReady: () => answersOk(`${api}/version`) },
  );
  return { proxy: (name, upstream) => openProxy(`${api}/proxies`, name, upstream) };
}

async function openProxy(api: string, name: string, upstream: string): Promise<TcpProxy> {
  const address = `127.0.0.1:${await freePort()}`;
  const own = `${api}/${name}`;
  await call("POST", api, { name, listen: address, upstream });
  const describe = async (): Promise<Described> => (await call("GET", own)) as Described;
  const setEnabled = async (enabled: boolean): Promise<void> => void (await call("POST", own, { enabled }));
  let added = 0;
  return {
    address,
    setEnabled,
    async add({ type, stream, attributes }) {
      added += 1;
      await call("POST", `${own}/toxics`, { name: `${type}-${added}`, type, stream, attributes });
    },
    async clear() {
      for (const toxic of (await describe()).toxics) await call("DELETE", `${own}/toxics/${toxic.name}`);
      await setEnabled(true);
    },
    async isClear() {
      const { enabled, toxics } = await describe();
      return enabled && toxics.length === 0;
    },
  };
}

/** The URL of the same system behind a proxy of this name that holds each answer back for so long. */
export async function away(toxiproxy: Toxiproxy, name: string, url: string, latency: number): Promise<string> {
  const proxy = await toxiproxy.proxy(name, new URL(url).host);
  await proxy.add({ type: "latency", stream: "downstream", attributes: { latency, jitter: 0 } });
  return through(url, proxy);
}

/** The same URL with the proxy in the place of its host. */
export function through(url: string, { address }: TcpProxy): string {
  const [hostname = "", port = ""] = address.split(":");
  const other = new URL(url);
  other.hostname = hostname;
  other.port = port;
  return other.href.replace(/\/$/, url.endsWith("/") ? "/" : "");
}

const answerWithinMs = 5000;

async function call(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(answerWithinMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`toxiproxy answers ${response.status} to ${method} ${url}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}
