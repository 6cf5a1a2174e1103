// Follows /events and shows what it says. Runs in a browser, after all other files of the page.
(() => {
  const { takeMessage, emptySession, createCharts, tables, lastMs, secondsIn, phaseAt } = window;
  const at = (id) => document.getElementById(id);
  const state = emptySession();
  const drawCharts = createCharts(at("charts"));
  /** The server keeps fewer than this, so that a page which asks again gets the long run thinned. */
  const mostPoints = 1600;
  const drawEveryMs = 500;
  let events;
  let connection = "connecting";
  let reportUrl;
  let reportOf;
  let hasDrawn = false;

  function connect() {
    events?.close();
    connection = "connecting";
    events = new EventSource("/events");
    events.onopen = () => {
      connection = "live";
      drawSoon();
    };
    events.onerror = () => {
      connection = "connection lost, trying again";
      drawSoon();
    };
    events.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      takeMessage(state, message);
      if (message.type === "end") {
        connection = "the command has ended";
        events.close();
      }
      if (state.points > mostPoints && !state.isOver) connect();
      drawSoon();
    };
  }

  /** At most once per half second, and only while somebody looks: a hidden tab says in its title how it stands. */
  let isDue = false;
  function drawSoon() {
    if (isDue) return;
    isDue = true;
    const drawNext = () => {
      isDue = false;
      if (document.hidden) showTitle(state.run);
      else draw();
    };
    setTimeout(drawNext, hasDrawn ? drawEveryMs : 50);
  }

  function keepReport({ report }) {
    if (report === reportOf) return;
    if (reportUrl !== undefined) URL.revokeObjectURL(reportUrl);
    reportOf = report;
    reportUrl = report === null ? undefined : URL.createObjectURL(new Blob([report], { type: "text/html" }));
  }

  function draw(isForced = false) {
    hasDrawn = true;
    const { run, earlier } = state;
    const now = lastMs(run);
    const phase = run.beganMs === null ? undefined : phaseAt(run, now);
    keepReport(run);
    showHead(run, now, phase);
    tables.showVerdict(run, reportUrl);
    const { red, names } = tables.showGates(run, phase);
    tables.showNow(run, red);
    const faults = tables.showFaults(run);
    tables.showTimeline(run);
    tables.showEarlier(earlier);
    drawCharts(run, faults, isForced);
    say(run, phase, faults, names);
    document.body.dataset.drawn = String(state.points);
  }

  function put(id, text) {
    if (at(id).textContent !== text) at(id).textContent = text;
  }

  const doingOf = (run, phase) => (run.beganMs === null ? "starting" : (phase ?? "ending"));

  function showTitle(run) {
    const doing = run.verdict?.verdict ?? doingOf(run, phaseAt(run, lastMs(run)));
    document.title = state.hasRun ? `${doing}: ${run.title}` : "mesh-load session";
  }

  function showHead(run, now, phase) {
    const verdict = run.verdict?.verdict;
    showTitle(run);
    put("title", state.hasRun ? run.title : "Waiting for a run");
    put("where", run.path);
    put("phase", verdict ?? doingOf(run, phase));
    at("phase").className = `pill ${verdict === undefined ? "" : verdict.toLowerCase()}`;
    const total = (run.phases.at(-1)?.toMs ?? 0) / 1000;
    put(
      "clock",
      run.beganMs === null ? "" : `${Math.round(Math.min(secondsIn(run, now), total))} of ${Math.round(total)} s`,
    );
    put("link", connection);
  }

  /** For a screen reader: what changed, never figures of each second. */
  const said = new Set();
  let saidOf;
  function say(run, phase, faults, red) {
    if (saidOf !== run.path) said.clear();
    saidOf = run.path;
    const all = [
      phase && `phase ${phase}`,
      ...faults.map(
        ({ fault, bittenMs, healedMs }) => `${fault} ${healedMs ? "is healed" : bittenMs ? "bites" : "is injected"}`,
      ),
      ...red.map(({ name, target, phase: of }) => `${name} of ${target} in ${of} is red`),
      run.verdict && `verdict ${run.verdict.verdict}`,
    ];
    const fresh = all.filter((text) => text && !said.has(text));
    for (const text of fresh) said.add(text);
    if (fresh.length > 0) at("said").textContent = fresh.join(". ");
  }

  let lastWidth = document.body.clientWidth;
  addEventListener("resize", () => {
    if (document.body.clientWidth === lastWidth) return; // a phone's address bar changes the height all the time
    lastWidth = document.body.clientWidth;
    draw(true);
  });
  document.addEventListener("visibilitychange", drawSoon);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(true));
  connect();
})();
