// Draws the charts of report.html. Runs in a browser, with uPlot and plot.js before it and the data in the page.
(() => {
  const { uPlot, plotOptions } = window;
  const root = document.documentElement;
  const read = (node) => JSON.parse(node.textContent);
  const frame = read(document.getElementById("frame"));
  const printWidth = 680;

  function chartOf(figure) {
    const data = read(figure.querySelector("script"));
    const plot = figure.querySelector(".plot");
    let drawn;
    return (width = plot.clientWidth) => {
      const picked = figure.querySelector("input:checked");
      const view = data.views[picked === null ? 0 : Number(picked.value)];
      drawn?.destroy();
      drawn = new uPlot(
        plotOptions(frame, data, view, width),
        [view.x, ...view.series.map(({ values }) => values)],
        plot,
      );
    };
  }

  const charts = [...document.querySelectorAll("figure.chart")].map((figure) => {
    const draw = chartOf(figure);
    for (const input of figure.querySelectorAll("input")) input.addEventListener("change", () => draw());
    return draw;
  });
  const drawAll = (width) => {
    for (const draw of charts) draw(width);
  };
  drawAll();

  let lastWidth = document.body.clientWidth;
  addEventListener("resize", () => {
    if (document.body.clientWidth === lastWidth) return; // a phone's address bar changes the height all the time
    lastWidth = document.body.clientWidth;
    drawAll();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll());
  addEventListener("beforeprint", () => {
    root.classList.add("printing");
    drawAll(printWidth);
  });
  addEventListener("afterprint", () => {
    root.classList.remove("printing");
    drawAll();
  });
})();
