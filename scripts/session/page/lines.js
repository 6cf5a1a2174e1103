// Which charts a run has, and their lines. Runs in a browser, after uPlot and state.js.
(() => {
  const { uPlot, secondsIn } = window;
  const stats = ["p50", "p95", "p99", "max"];
  const titles = { registry: "Registry", search: "Search", workflow: "Workflow", mcp: "MCP" };

  /** Lines with the k6 process in their name where there are several. */
  const named = (run, label, k6) => (run.periods.size > 1 ? `${label} (${k6})` : label);

  /** One table of x and y per k6 process, joined over all moments. */
  function linesOf(run, keysIn, pick) {
    const tables = [];
    const labels = [];
    for (const [k6, periods] of run.periods) {
      const keys = [...new Set(periods.flatMap((period) => keysIn(period)))];
      if (keys.length === 0) continue;
      labels.push(...keys.map((key) => named(run, key, k6)));
      const x = periods.map(({ timeMs }) => secondsIn(run, timeMs));
      tables.push([x, ...keys.map((key) => periods.map((period) => pick(period, key)))]);
    }
    if (tables.length === 0) return { labels, data: [[]] };
    return { labels, data: tables.length === 1 ? tables[0] : uPlot.join(tables) };
  }

  function usageOf(run, pick) {
    const labels = [...new Set(run.usage.flatMap(({ processes }) => Object.keys(processes)))];
    const rows = run.usage.filter(({ timeMs }) => run.beganMs !== null && timeMs >= run.beganMs);
    const x = rows.map(({ timeMs }) => secondsIn(run, timeMs));
    return { labels, data: [x, ...labels.map((name) => rows.map(({ processes }) => pick(processes[name]) ?? null))] };
  }

  const latencyOf = (run, role, stat) =>
    linesOf(
      run,
      ({ latency }) => Object.keys(latency).filter((name) => name.startsWith(`${role}.`)),
      ({ latency }, name) => latency[name]?.[stat] ?? null,
    );

  window.chartsOf = (run) => {
    const roles = [...new Set(run.systems.map(({ role }) => role))];
    return [
      {
        id: "throughput",
        title: "Throughput",
        caption: "Requests per second to each system, right and wrong answers alike.",
        unit: "requests/s",
        views: [
          {
            label: "requests",
            lines: () =>
              linesOf(
                run,
                ({ requests }) => Object.keys(requests),
                ({ requests, seconds }, name) => (requests[name] ?? 0) / seconds,
              ),
          },
        ],
      },
      ...roles.map((role) => ({
        id: `latency-${role}`,
        title: `${titles[role] ?? role}: latency by operation`,
        caption:
          "Of right answers in each period. A period has few samples, so its p95 is near its maximum; gates look at whole phases.",
        unit: "ms",
        isLog: true,
        limits: run.limits
          .filter((limit) => limit.role === role)
          .map(({ label, value, view }) => ({ label, value, views: [view] })),
        first: 1,
        views: stats.map((label, stat) => ({ label, lines: () => latencyOf(run, role, stat) })),
      })),
      {
        id: "errors",
        title: "Failed operations by class",
        caption: "Failures per second.",
        unit: "failures/s",
        nothing: "Not one operation failed so far.",
        views: [
          {
            label: "failures",
            lines: () =>
              linesOf(
                run,
                ({ errors }) => Object.keys(errors),
                ({ errors, seconds }, name) => (errors[name] ?? 0) / seconds,
              ),
          },
        ],
      },
      {
        id: "cpu",
        title: "CPU",
        caption: "CPU time per second of each process with its children: 1 is one whole core.",
        unit: "cores",
        views: [{ label: "cpu", lines: () => usageOf(run, (usage) => usage?.[1]) }],
      },
      {
        id: "memory",
        title: "Memory",
        caption: "Resident memory of each process with its children.",
        unit: "MiB",
        views: [{ label: "memory", lines: () => usageOf(run, (usage) => usage?.[0]) }],
      },
      {
        id: "generator",
        title: "Generator health",
        caption:
          "How late the generator woke from a fixed sleep. Above the limit it measures itself and not the systems.",
        unit: "ms",
        limits:
          run.generator === null
            ? []
            : [{ label: `late by ${run.generator.latenessMs} ms`, value: run.generator.latenessMs }],
        views: [
          {
            label: "lateness",
            lines: () =>
              linesOf(
                run,
                () => ["lateness p99"],
                ({ latenessMs }) => latenessMs,
              ),
          },
        ],
      },
    ];
  };
})();
