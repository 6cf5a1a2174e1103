/** Settings are read from one table, and every mistake is told at once. */
import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

describe("settings", () => {
  it("take the flag before the environment before the default", () => {
    const read = (flags: [string, string][], environment: Record<string, string>): unknown =>
      readSettings({ flags, environment }).settings.PROFILE;
    expect(read([["PROFILE", "spike"]], { PROFILE: "smoke" })).toBe("spike");
    expect(read([], { PROFILE: "smoke" })).toBe("smoke");
    expect(read([], {})).toBe("load");
  });

  it("report every mistake together, each with its fix", () => {
    const flags: [string, string][] = [
      ["SCENARO", "mesh"],
      ["PROFILE", "lod"],
      ["REGISTRY_URL", "htp:/x"],
      ["DURATION_SCALE", "0"],
      ["SEED", "1.5"],
      ["DASHBOARD_PORT", "70000"],
    ];
    const { mistakes } = readSettings({ flags, environment: {} });
    expect(mistakes.map(({ what, fix }) => `${what} | ${fix}`)).toMatchInlineSnapshot(`
      [
        "unknown setting SCENARO | did you mean SCENARIO?",
        "PROFILE: there is no profile "lod" | give PROFILE=… as smoke | load | stress | spike | soak | round | seed-2 | seed-2-open | debug | search-10 | rounds-10 | flow-10 | neighbours | tenants | index-1 | index-5 | index-20 | phases-4 | resolve-100 | list-100 | beats-200 | starts-20 | idle-10 | top-rate | steady-rss | services-100 | churn-10 | cycles-50",
        "REGISTRY_URL: "htp:/x" is not an http(s) URL | give REGISTRY_URL=… as an http(s) URL",
        "DURATION_SCALE: "0" is not a number from 0.01 to 100 | give DURATION_SCALE=… as a number from 0.01 to 100",
        "SEED: "1.5" is not a whole number from 1 to 1000000 | give SEED=… as a whole number from 1 to 1000000",
        "DASHBOARD_PORT: "70000" is not a port number from 0 to 65535 | give DASHBOARD_PORT=… as a port number from 0 to 65535",
      ]
    `);
  });

  it("refuse a URL with a user name, several where one is meant, and an empty word", () => {
    const mistakesOf = (name: string, value: string): number =>
      readSettings({ flags: [[name, value]], environment: {} }).mistakes.length;
    expect(mistakesOf("REGISTRY_URL", "http://user:secret@127.0.0.1/")).toBe(1);
    expect(mistakesOf("REGISTRY_URL", "http://127.0.0.1:1,http://127.0.0.1:2")).toBe(1);
    expect(mistakesOf("MCP_URL", "http://127.0.0.1:1/mcp,http://[::1]:2/mcp")).toBe(0);
    expect(mistakesOf("SEARCH_WORDS", "a,,b")).toBe(1);
  });
});
