/** Reads a complete body of server-sent events, by the rules of the HTML specification. Pure: no k6. */

export interface SseEvent {
  /** `message` unless the event names another. */
  readonly type: string;
  /** May be empty: MCP servers open a stream with such an event to hand out its id. */
  readonly data: string;
}

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
    } else if (text.startsWith("data", start)) {
      const value = fieldValue(text, start + 4, end);
      if (value !== undefined) data = data === undefined ? value : `${data}\n${value}`;
    } else if (text.startsWith("event", start)) {
      type = fieldValue(text, start + 5, end) ?? type;
    }
    start = end + 1;
  }
  return events;
}

/** What follows a field's name up to the end of its line; `undefined` when the name goes on, so is another. */
function fieldValue(text: string, colon: number, end: number): string | undefined {
  if (colon === end) return "";
  if (text.charAt(colon) !== ":") return undefined;
  return text.slice(text.charAt(colon + 1) === " " ? colon + 2 : colon + 1, end);
}
