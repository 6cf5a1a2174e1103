// The charts of the session page, drawn again as points come in. Runs in a browser, after uPlot, plot.js, parts.js and lines.js.
(() => {
  const { uPlot, plotOptions, secondsIn, chartsOf } = window;
  const { element, table, short } = window.parts;
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
      const isPointed = drawn.cursor.idx !== null && drawn.cursor.idx !== undefined;
      if (!isPointed) drawn.setLegend({ idx: lines.data[0].length - 1 }, false);
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
