import { expect, it } from "vitest";
import { freePort, requireAskedPort } from "./ports.ts";

it("two pages cannot ask for one port", async () => {
  const port = await freePort();
  const asked = { DASHBOARD_PORT: port, SESSION_PORT: port };
  await requireAskedPort(asked, "DASHBOARD_PORT");
  await expect(requireAskedPort(asked, "SESSION_PORT")).rejects.toMatchObject({
    texts: [{ what: `SESSION_PORT and DASHBOARD_PORT are both ${port}` }],
  });
  await requireAskedPort({ DASHBOARD_PORT: 0, SESSION_PORT: 0 }, "SESSION_PORT");
});
