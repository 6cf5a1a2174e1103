// The charts of the session page, drawn again as points come in. Runs in a browser, after uPlot, plot.js and parts.js.
(() => {
  const { uPlot, plotOptions, secondsIn } = window;
  const { element, table, short } = window.parts;
  const stats = ["p50", "p95", "p99", "max"];
  const titles = { registry: "Registry", search: "Search", workflow: "Workflow", mcp: "MCP" };

  /** Lines with the k6 process in their name where there are several. */
  const named = (run, label, k6) => (run.periods.size > 1 ? `${label} (${k6})` : label);

  /** One table of x and y per k6 process, joined over all moments. */
  function linesOf(run, keysOf, valueOf) {
    const tables = [];
    const labels = [];
    for (const [k6, periods] of run.periods) {
      const keys = [...new Set(periods.flatMap((period) => keysOf(period)))];
      if (keys.length === 0) continue;
      labels.push(...keys.map((key) => named(run, key, k6)));
      const x = periods.map(({ timeMs }) => secondsIn(run, timeMs));
      tables.push([x, ...keys.map((key) => periods.map((period) => valueOf(period, key)))]);
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

  function chartsOf(run) {
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
  }

  /** The last figure of each line, for who does not see the chart. */
  function inWords(title, { labels, data }, unit) {
    const last = labels.map(
      (label, index) => `${label} ${short(data[index + 1].findLast((value) => value !== null))} ${unit}`,
    );
    return `Line chart: ${title}. Now: ${last.join("; ")}. The numbers are in the table below.`;
  }

  function createFigure({ id, title, caption, views, first = 0 }, onPick) {
    const plot = element("div", { class: "plot", role: "img" });
    const nothing = element("p", { class: "none" });
    const numbers = element("div");
    const details = element("details", {}, element("summary", {}, `Numbers of ${title}`), numbers);
    const choices = views.map(({ label }, index) => {
      const input = element("input", {
        type: "radio",
        name: `${id}-view`,
        value: index,
        checked: index === first ? "" : undefined,
      });
      input.addEventListener("change", onPick);
      return element("label", {}, input, ` ${label}`);
    });
    const picker =
      views.length > 1
        ? element(
            "fieldset",
            { class: "views" },
            element("legend", { class: "unseen" }, `Shown in ${title}`),
            ...choices,
          )
        : undefined;
    const head = element("figcaption", {}, element("h3", { id: `${id}-title` }, title), element("p", {}, caption));
    const figure = element(
      "figure",
      { class: "chart", id, "aria-labelledby": `${id}-title` },
      head,
      picker,
      nothing,
      plot,
      details,
    );
    details.addEventListener("toggle", onPick);
    return { figure, plot, nothing, numbers, details };
  }

  /** `frame` is the time axis that all charts share. */
  function createChart(frame, chart) {
    let drawn;
    let drawnAs = "";
    let latest = chart;
    const draw = () => show(latest);
    const nodes = createFigure(chart, draw);
    const { figure, plot, nothing, numbers, details } = nodes;

    function show(current, isForced = false) {
      latest = current;
      const picked = figure.querySelector("input:checked");
      const view = current.views[picked === null ? 0 : Number(picked.value)];
      const lines = view.lines();
      const hasValues = lines.data.slice(1).some((values) => values.some((value) => value !== null));
      nothing.textContent = hasValues ? "" : (current.nothing ?? "Nothing was measured so far.");
      plot.hidden = details.hidden = nothing.hidden = false;
      plot.hidden = details.hidden = !hasValues;
      nothing.hidden = hasValues;
      if (!hasValues) return;
      const as = JSON.stringify([view.label, lines.labels, current.limits, plot.clientWidth]);
      if (as === drawnAs && !isForced) drawn.setData(lines.data);
      else {
        drawn?.destroy();
        const { unit, isLog = false, limits = [] } = current;
        const shape = { label: view.label, series: lines.labels.map((label) => ({ label })) };
        drawn = new uPlot(
          plotOptions(frame, { unit, x: "time", isLog, limits }, shape, plot.clientWidth),
          lines.data,
          plot,
        );
        drawnAs = as;
      }
      plot.setAttribute("aria-label", inWords(`${current.title}, ${view.label}`, lines, current.unit));
      if (details.open) showNumbers(view.label, lines, current);
    }

    function showNumbers(label, { labels, data }, { title, unit }) {
      const rows = data[0].map((at, index) => [
        at.toFixed(1),
        ...labels.map((_, line) => short(data[line + 1][index])),
      ]);
      const columns = ["second", ...labels.map((name) => `${name} (${unit})`)];
      window.parts.fill(numbers, rows, () => table(`Numbers: ${title}, ${label}`, columns, rows.reverse()));
    }

    return { id: chart.id, figure, show };
  }

  /** Draws what the state says; new roles bring new charts. */
  window.createCharts = (node) => {
    const frame = { span: [0, 10], phases: [], faults: [] };
    let charts = [];
    return (run, faults, isForced = false) => {
      if (run.beganMs === null) {
        node.replaceChildren(element("p", { class: "none" }, "The load has not begun yet."));
        charts = [];
        return;
      }
      const wanted = chartsOf(run);
      if (wanted.map(({ id }) => id).join() !== charts.map(({ id }) => id).join()) {
        charts = wanted.map((chart) => createChart(frame, chart));
        node.replaceChildren(...charts.map(({ figure }) => figure));
      }
      const last = Math.max(secondsIn(run, window.lastMs(run)), (run.phases.at(-1)?.toMs ?? 0) / 1000, 1);
      const nowSecond = secondsIn(run, window.lastMs(run));
      frame.span = [0, Math.ceil(last)];
      frame.phases = run.phases.map(({ name, fromMs, toMs }) => ({ name, from: fromMs / 1000, to: toMs / 1000 }));
      frame.faults = faults.map(({ fault, injectMs, healedMs }) => ({
        label: fault,
        from: secondsIn(run, injectMs),
        to: healedMs === undefined ? nowSecond : secondsIn(run, healedMs),
      }));
      charts.forEach((chart, index) => {
        chart.show(wanted[index], isForced);
      });
    };
  };
})();
