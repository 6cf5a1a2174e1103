/** Reads a complete body of server-sent events, by the rules of the HTML specification. Pure: no k6. */

export interface SseEvent {
  /** `message` unless the event names another. */
  readonly type: string;
  /** May be empty: MCP servers open a stream with such an event to hand out its id. */
  readonly data: string;
  /** The last id seen on the stream so far. */
  readonly lastEventId: string;
}

/**
 * Every event that a blank line completes; what follows the last one was cut off and is dropped, as the specification says.
 * `retry` is read over: nothing here connects again.
 */
export function readEvents(body: string): readonly SseEvent[] {
  // One search tells whether the slower line ends occur at all; real servers send LF.
  const text = body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
  const events: SseEvent[] = [];
  let type = "message";
  let data: string | undefined;
  let lastEventId = "";
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let end = text.indexOf("\n", start); end !== -1; start = end + 1, end = text.indexOf("\n", start)) {
    if (end === start) {
      if (data !== undefined) events.push({ type, data, lastEventId });
      type = "message";
      data = undefined;
      continue;
    }
    const line = text.slice(start, end);
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1);
    if (name === "data") data = data === undefined ? value : `${data}\n${value}`;
    else if (name === "event") type = value === "" ? "message" : value;
    else if (name === "id" && !value.includes("\0")) lastEventId = value;
  }
  return events;
}
