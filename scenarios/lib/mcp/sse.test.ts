/** The rules of server-sent events, one case each. */
import { describe, expect, it } from "vitest";
import { onlyMessage, readEvents } from "./sse.ts";

const data = (body: string): readonly string[] => readEvents(body).map((event) => event.data);

describe("readEvents", () => {
  it.each([
    ["LF", "\n"],
    ["CR", "\r"],
    ["CRLF", "\r\n"],
  ])("takes %s as a line end", (_name, end) => {
    expect(data(`data: a${end}data: b${end}${end}data: c${end}${end}`)).toEqual(["a\nb", "c"]);
  });

  it("takes line ends mixed", () => {
    expect(data("data: a\r\rdata: b\n\r\ndata: c\r\n\n")).toEqual(["a", "b", "c"]);
  });

  it("drops one space after the colon, and no more", () => {
    expect(data("data:a\n\ndata:  b \n\n")).toEqual(["a", " b "]);
  });

  it("reads over comments, ids, retry and unknown fields", () => {
    expect(
      data(": keep-alive\n\nretry: 100\nid: 1\nid\nfoo: bar\ndatabase: x\nevents: y\n dat: z\n:\ndata: a\n\n: bye\n\n"),
    ).toEqual(["a"]);
  });

  it("keeps a colon in the value", () => {
    expect(data("data::a: b\n\ndata:\n\n")).toEqual([":a: b", ""]);
  });

  it("takes a field without a colon as empty", () => {
    expect(data("data\n\ndata\ndata\n\n")).toEqual(["", "\n"]);
  });

  it("delivers a priming event, whose data is empty, and none without data", () => {
    expect(readEvents("id: 1\ndata: \n\nid: 2\n\n")).toEqual([{ type: "message", data: "" }]);
  });

  it("names events and goes back to message after each", () => {
    expect(readEvents("event: ping\ndata: a\n\ndata: b\n\nevent\ndata: c\n\n").map(({ type }) => type)).toEqual([
      "ping",
      "message",
      "message",
    ]);
  });

  it("forgets the name of an event without data", () => {
    expect(readEvents("event: ping\n\ndata: a\n\n")[0]?.type).toBe("message");
  });

  it("skips one byte order mark at the start", () => {
    expect(data("\ufeffdata: a\n\n")).toEqual(["a"]);
    expect(data("\ufeff\ufeffdata: a\n\n")).toEqual([]);
  });

  it("drops a last event without its blank line", () => {
    expect(data("data: a\n\ndata: b\n")).toEqual(["a"]);
    expect(data("data: a\n\ndata: b")).toEqual(["a"]);
    expect(data("data: a\r\n")).toEqual([]);
  });

  it("finds nothing in nothing", () => {
    expect(readEvents("")).toEqual([]);
  });
});

describe("onlyMessage", () => {
  it.each(["data: {}\n\n", "event: message\ndata: {}\n\n", "data: a: b \n\n"])(
    "reads %j as readEvents does",
    (body) => {
      expect(onlyMessage(body)).toBe(readEvents(body)[0]?.data);
    },
  );

  it.each([
    "",
    "\n",
    "data: \n",
    "data: a",
    "data: a\n",
    "data: a\nx",
    "data:a\n\n",
    "data: a\r\n\r\n",
    "data: a\rdata: b\n\n",
    "data: a\ndata: b\n\n",
    "data: a\n\ndata: b\n\n",
    "data: a\n\n\n",
    "event: ping\ndata: a\n\n",
    "event: message\nid: 1\ndata: a\n\n",
    '{"id":1}',
  ])("leaves %j to readEvents", (body) => {
    expect(onlyMessage(body)).toBeUndefined();
  });
});
