/** Whatever a target says stays text. */
import { describe, expect, it } from "vitest";
import { escaped, inlineJson, markup, visible } from "./markup.ts";
import { hostile } from "./sample-folder.ts";

describe("markup", () => {
  it("escapes what is put in, and leaves markup as it is", () => {
    const inner = markup`<b>${"a < b & 'c' \"d\""}</b>`;
    expect(markup`<p>${inner}${[1, "<", inner]}${null}${false}${undefined}</p>`.text).toBe(
      "<p><b>a &lt; b &amp; &#39;c&#39; &quot;d&quot;</b>1&lt;<b>a &lt; b &amp; &#39;c&#39; &quot;d&quot;</b></p>",
    );
  });

  it("shows what cannot be printed, and nothing that XML refuses is left", () => {
    expect(visible("a\u0000b\u001b[31m\u202ec\r\nd\te\ud800")).toBe("a\\x00b\\x1b[31m\\u202ec\nd\te\ufffd");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(escaped(hostile)).not.toMatch(/[<>"'\u0000-\u0008\u000b-\u001f\ud800-\udfff]/);
  });

  it("puts JSON into a script element that it cannot end", () => {
    const { text } = inlineJson({ [hostile]: [hostile, "<!--", "]]>"] });
    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual({ [hostile]: [hostile, "<!--", "]]>"] });
  });
});
