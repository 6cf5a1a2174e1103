/** A program: answers everything on a loopback port with the same few bytes, faster than k6 can ask on one core. */
import { createServer } from "node:net";

const body = JSON.stringify({ agents: [], count: 0 });
const response = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n${body}`,
);

/** k6 sends a GET in one write and waits for its answer, so each chunk is one request. */
const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("data", () => socket.write(response));
  socket.on("error", () => {}); // k6 resets connections when it ends
});
server.listen(Number(process.argv[2]), "127.0.0.1");
