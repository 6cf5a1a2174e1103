// How a chart looks, for report.html and the session page alike. Runs in a browser, before what makes the charts.
(() => {
  const root = document.documentElement;
  const color = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const lineColors = 8;
  const percentiles = [0, 50, 90, 99, 99.9, 99.99];
  const place = (percent) => -Math.log10(1 - percent / 100);
  const short = (value) => (value === null || value === undefined ? "–" : String(Number(value.toPrecision(3))));
  const font = (size) => `${size * devicePixelRatio}px system-ui, sans-serif`;

  const left = (u, x) => u.valToPos(x, "x", true);

  /** Faults shaded and phases parted, behind the lines. */
  function drawFrame(u, frame) {
    const { ctx } = u;
    const { top, height } = u.bbox;
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    ctx.fillStyle = color("fault");
    for (const { from, to } of frame.faults) ctx.fillRect(left(u, from), top, left(u, to) - left(u, from), height);
    ctx.strokeStyle = color("soft");
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const at of [...frame.phases.map(({ from }) => from), ...frame.phases.slice(-1).map(({ to }) => to)]) {
      ctx.beginPath();
      ctx.moveTo(left(u, at), top);
      ctx.lineTo(left(u, at), top + height);
      ctx.stroke();
    }
    ctx.restore();
  }

  /** Above the plot, where there is room for them. */
  function drawPhaseNames(u, frame) {
    const { ctx } = u;
    const gap = 4 * devicePixelRatio;
    ctx.save();
    ctx.font = font(11);
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = color("soft");
    for (const { name, from, to } of frame.phases) {
      const room = left(u, to) - left(u, from) - gap;
      if (ctx.measureText(name).width < room) ctx.fillText(name, left(u, from), u.bbox.top - gap);
    }
    ctx.restore();
  }

  function drawLimits(u, limits) {
    const { ctx } = u;
    ctx.save();
    ctx.font = font(11);
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = ctx.strokeStyle = color("bad");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    const right = u.bbox.left + u.bbox.width;
    for (const { label, value } of limits) {
      const y = u.valToPos(value, "y", true);
      ctx.beginPath();
      ctx.moveTo(u.bbox.left, y);
      ctx.lineTo(right, y);
      ctx.stroke();
      ctx.fillText(label, right - 4 * devicePixelRatio, y - 2 * devicePixelRatio);
    }
    ctx.restore();
  }

  function yRange(isLog, limits) {
    return (_, low, high) => {
      const highest = Math.max(high ?? 0, ...limits.map(({ value }) => value));
      if (!isLog) return [0, highest > 0 ? highest * 1.15 : 1];
      return [stepBelow(low > 0 ? low : highest / 10), stepAbove(highest * 1.3)];
    };
  }

  const decade = (value) => 10 ** Math.floor(Math.log10(value));
  const stepBelow = (value) => decade(value) * [5, 2, 1].find((step) => step * decade(value) <= value);
  const stepAbove = (value) => decade(value) * [1, 2, 5, 10].find((step) => step * decade(value) >= value);
  /** Of the many lines of a log scale those at 1, 2 and 5, and over many decades at 1 alone. */
  const logSteps = (u, splits) => {
    const { min, max } = u.scales.y;
    const kept = max / min > 2000 ? [1] : [1, 2, 5];
    return splits.map((value) =>
      kept.includes(Number((value / decade(value * 1.0001)).toPrecision(3))) ? value : null,
    );
  };

  function xAxis(isTime, width) {
    const shown = width < 500 ? percentiles.filter((percent) => percent !== 50) : percentiles;
    return isTime
      ? { values: (_, splits) => splits.map((value) => `${value} s`) }
      : { splits: () => shown.map(place), values: () => shown.map((percent) => `${percent} %`) };
  }

  /** What uPlot is to do with one view of a chart; `frame` is looked at each time it draws. */
  window.plotOptions = function plotOptions(frame, { unit, x, isLog, limits }, view, width) {
    const isTime = x === "time";
    const own = limits.filter(({ views }) => views === undefined || views.includes(view.label));
    const axis = {
      stroke: color("soft"),
      grid: { stroke: color("line"), width: 1 },
      ticks: { stroke: color("line"), width: 1 },
    };
    return {
      width,
      height: 260,
      padding: [isTime ? 20 : 10, isTime ? 12 : 28, 0, 0],
      cursor: { drag: { x: false, y: false }, ...(isTime ? { sync: { key: "time" } } : {}) },
      scales: {
        x: { time: false, range: isTime ? () => frame.span : [0, place(99.99)] },
        y: { distr: isLog ? 3 : 1, range: yRange(isLog, own) },
      },
      axes: [
        { ...axis, ...xAxis(isTime, width) },
        {
          ...axis,
          ...(isLog
            ? { filter: logSteps, grid: { ...axis.grid, filter: logSteps }, ticks: { ...axis.ticks, filter: logSteps } }
            : {}),
          size: 64,
          label: unit,
          labelSize: 20,
          values: (_, splits) => splits.map((value) => (value === null ? "" : short(value))),
        },
      ],
      series: [
        isTime
          ? { label: "second", value: (_, value) => short(value) }
          : {
              label: "percentile",
              value: (_, value) => (value === null ? "–" : `p${Number((100 * (1 - 10 ** -value)).toFixed(2))}`),
            },
        ...view.series.map(({ label }, index) => ({
          label,
          stroke: color(`s${(index % lineColors) + 1}`),
          width: 1.75,
          dash: index < 4 ? undefined : [8, 3],
          points: { show: isTime ? undefined : false },
          value: (_, value) => short(value),
        })),
      ],
      hooks: {
        drawClear: isTime ? [(u) => drawFrame(u, frame)] : [],
        draw: [
          (u) => drawLimits(u, own),
          ...(isTime ? [(u) => drawPhaseNames(u, frame)] : []),
          (u) => u.root.closest("figure").setAttribute("data-drawn", view.label),
        ],
      },
    };
  };
})();
