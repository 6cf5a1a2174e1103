/** A proxy before a real server that resets a single connection, when it is told to: toxiproxy resets all there are. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

interface ResettingProxy extends AsyncDisposable {
  readonly url: string;
  /** The next connection on which such a request is sent is reset instead. Resolves when that has happened. */
  resetNext(method: string): Promise<void>;
}

/** `url` is a server's on loopback, without a path. */
export async function startResettingProxy(url: string): Promise<ResettingProxy> {
  let doomed: { readonly method: string; readonly done: () => void } | undefined;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(url).port), "127.0.0.1");
    for (const [own, other] of [[client, upstream] as const, [upstream, client] as const]) {
      open.add(own);
      own.setNoDelay(true);
      own.on("error", () => {}); // told by what follows it
      own.on("close", () => {
        open.delete(own);
        other.destroy();
      });
    }
    upstream.pipe(client);
    client.on("data", (chunk) => {
      // k6 sends a request in one write and waits for its answer, so a chunk begins with a method
      if (doomed === undefined || !chunk.toString("latin1").startsWith(`${doomed.method} `))
        return upstream.write(chunk);
      doomed.done();
      doomed = undefined;
      return client.resetAndDestroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    resetNext(method) {
      const { promise, resolve } = Promise.withResolvers<void>();
      doomed = { method, done: resolve };
      return promise;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
