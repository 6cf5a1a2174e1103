import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { type LiveSession, openSession } from "./session.ts";

async function attached(token?: string): Promise<{ session: LiveSession; port: number }> {
  const session = openSession({ port: 0, token });
  const run = await session.attach({ title: "registry · smoke", path: "results/1/" });
  return { session, port: Number(new URL(run.url).port) };
}

async function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<IncomingMessage> {
  const call = request({ host: "127.0.0.1", port, path, headers, method, agent: false }).end();
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  return answer;
}

describe("the session page's server", () => {
  it("serves one page, whose policy lets it fetch from nowhere else", async () => {
    const { session, port } = await attached();
    await using _ = session;
    const page = await ask(port, "/");
    expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'; connect-src 'self'/);
    expect(page.headers["access-control-allow-origin"]).toBeUndefined();
    expect(await text(page)).toMatch(/^<!doctype html>/);
    expect((await ask(port, "/../package.json")).statusCode).toBe(404);
    expect((await ask(port, "/", {}, "POST")).statusCode).toBe(405);
  });

  it.each(["evil.example", "127.0.0.1", "evil.example:PORT", "127.0.0.1:1"])(
    "refuses a page that reached it by another name: %s",
    async (host) => {
      const { session, port } = await attached();
      await using _ = session;
      for (const path of ["/", "/events"])
        expect((await ask(port, path, { host: host.replace("PORT", `${port}`) })).statusCode).toBe(403);
      expect((await ask(port, "/", { host: `localhost:${port}` })).statusCode).toBe(200);
    },
  );

  it("tells a late page everything, one that comes back only the rest, and none the token", async () => {
    const { session, port } = await attached("s3cret-token");
    const told: string[] = [];
    for (const headers of [{}, { "last-event-id": "another-session.1" }]) {
      const events = await ask(port, "/events", headers);
      void text(events).then((all) => told.push(all));
    }
    const run = await session.attach({ title: "Bearer s3cret-token", path: "results/2/" });
    run.note({ time: new Date(0).toISOString(), elapsedMs: 0, event: "died", why: "s3cret-token" });
    const [first = ""] = (await once(await ask(port, "/events"), "data")).map(String);
    const known = /^id: (\S+\.2)$/m.exec(first)?.[1] ?? "";
    const [rest = ""] = (await once(await ask(port, "/events", { "last-event-id": known }), "data")).map(String);
    await session[Symbol.asyncDispose]();
    expect(first).toMatch(/"reset".+"earlier".+"run".+"happening"/s);
    expect(rest).toMatch(/^id: \S+\.3\ndata: \{"type":"happening"/);
    await expect.poll(() => told.length).toBe(2);
    for (const all of told) expect(all).toMatch(/^id: \S+\.0\ndata: \{"type":"reset"\}.+"type":"end"\}\n\n$/s);
    expect(told.join() + first + rest).not.toContain("s3cret");
  });

  it("closes though a page reads nothing", async () => {
    const { session, port } = await attached();
    const stuck = connect(port, "127.0.0.1").pause();
    stuck.on("error", () => {}); // it is cut off
    stuck.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await once(await ask(port, "/events"), "data"); // by then the stuck one is followed, too
    const run = await session.attach({ title: "x".repeat(6_000_000), path: "results/2/" });
    run.note({ time: new Date(0).toISOString(), elapsedMs: 0, event: "end" });
    await session[Symbol.asyncDispose]();
    stuck.resume();
    await once(stuck, "close");
  });
});
