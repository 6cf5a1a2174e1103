/** The stranger of `port-taken`: listens on a port of loopback and closes every connection at once. */
import { createServer } from "node:net";

createServer((socket) => socket.destroy()).listen({ port: Number(process.argv[2]), host: process.argv[3] });
