/** The live session page: one address for as long as a command lives, through as many runs as are attached to it. */
import { randomUUID } from "node:crypto";
import { redact } from "#contract/redact";
import { type LiveRun, startLiveRun } from "./attached-run.ts";
import { createHistory, type Entry } from "./history.ts";
import type { Message } from "./message.ts";
import { pageText } from "./page.ts";
import { openServer, type PageServer } from "./server.ts";

export interface LiveSession extends AsyncDisposable {
  /** `undefined` until the first run is attached: before that there is nothing to see. */
  readonly url: string | undefined;
  /** Ends what was attached before. `path` is that of the run's folder as a person types it. */
  attach(run: { readonly title: string; readonly path: string }): Promise<LiveRun>;
}

export interface SessionOptions {
  /** 0 lets the OS pick. */
  readonly port: number;
  /** AUTH_TOKEN: whatever holds it is sent without. */
  readonly token: string | undefined;
}

export function openSession({ port, token }: SessionOptions): LiveSession {
  const id = randomUUID();
  const history = createHistory();
  const event = ({ id: number, message }: Entry): string => {
    const json = JSON.stringify(message);
    return `id: ${id}.${number}\ndata: ${token === undefined ? json : redact(json, token)}\n\n`;
  };
  let server: PageServer | undefined;
  let attached: LiveRun | undefined;
  const send = (message: Message): void => {
    const entry = history.add(message);
    server?.send(event(entry));
  };
  return {
    get url() {
      return server?.url;
    },
    async attach(run) {
      server ??= await openServer(port, pageText(), (known) => history.since(numberIn(known, id)).map(event).join(""));
      attached?.[Symbol.dispose]();
      send({ type: "run", ...run });
      attached = startLiveRun(server.url, send);
      return attached;
    },
    async [Symbol.asyncDispose]() {
      attached?.[Symbol.dispose]();
      send({ type: "end" });
      await server?.close();
    },
  };
}

/** `undefined` for an id of another session, on whose port this one may be. */
function numberIn(lastEventId: string | undefined, id: string): number | undefined {
  const [session, number = ""] = (lastEventId ?? "").split(".");
  return session === id && /^\d+$/.test(number) ? Number(number) : undefined;
}
