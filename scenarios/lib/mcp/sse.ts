/** Reads a complete body of server-sent events, by the rules of the HTML specification. Pure: no k6. */

export interface SseEvent {
  /** `message` unless the event names another. */
  readonly type: string;
  /** May be empty: MCP servers open a stream with such an event to hand out its id. */
  readonly data: string;
}

const letterD = 0x64;
const letterE = 0x65;

/**
 * Every event that a blank line completes; what follows the last one was cut off and is dropped, as the specification says.
 * `id` and `retry` are read over: nothing here connects again. Lines are compared where they are, because slices of
 * lines nobody needs were half the cost.
 */
export function readEvents(body: string): readonly SseEvent[] {
  const text = body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
  const events: SseEvent[] = [];
  let type = "";
  let data: string | undefined;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let end = text.indexOf("\n", start); end !== -1; end = text.indexOf("\n", start)) {
    if (end === start) {
      if (data !== undefined) events.push({ type: type || "message", data });
      type = "";
      data = undefined;
    } else {
      const initial = text.charCodeAt(start);
      if (initial === letterD) {
        const value = fieldValue(text, "data", start, end);
        if (value !== undefined) data = data === undefined ? value : `${data}\n${value}`;
      } else if (initial === letterE) {
        type = fieldValue(text, "event", start, end) ?? type;
      }
    }
    start = end + 1;
  }
  return events;
}

const plainHeads = ["event: message\ndata: ", "data: "] as const;

/**
 * The data of a body that is one event of one line, as most answers are, found with a handful of calls: k6 makes an
 * object for each call of a string's method, so reading line by line costs as much as a third of the request.
 * `undefined` when the body is anything else, which `readEvents` then reads.
 */
export function onlyMessage(body: string): string | undefined {
  const start = body.startsWith(plainHeads[0]) ? plainHeads[0].length : startAfter(body, plainHeads[1]);
  const end = body.length - 2;
  if (start === undefined || body.indexOf("\n", start) !== end || !body.endsWith("\n")) return undefined;
  return body.includes("\r") ? undefined : body.slice(start, end);
}

function startAfter(body: string, head: string): number | undefined {
  return body.startsWith(head) ? head.length : undefined;
}

/** The value of a line's field; `undefined` when the line is another's. */
function fieldValue(text: string, name: string, start: number, end: number): string | undefined {
  if (!text.startsWith(name, start)) return undefined;
  const colon = start + name.length;
  if (colon === end) return "";
  if (text.charCodeAt(colon) !== 0x3a) return undefined;
  return text.slice(text.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1, end);
}
