/** Preloaded into a server that ignores HOST (`node --import`): whatever it listens on, it binds 127.0.0.1 only. */
import { Server } from "node:net";

const listen = Server.prototype.listen;

// Every form of listen() for a port becomes the one with options, and a host of ours.
Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]): Server {
  const [first] = args;
  const done = args.find((argument) => typeof argument === "function") as (() => void) | undefined;
  const options = typeof first === "object" && first !== null ? first : { port: Number(first) };
  return listen.call(this, { ...options, host: "127.0.0.1" }, done);
};
