// What is said in words and tables: verdict, figures of this moment, gates, faults, timeline. Runs in a browser, after parts.js.
(() => {
  const { element, table, fill, short } = window.parts;
  const { faultsOf, secondsIn, phaseAt } = window;
  const at = (id) => document.getElementById(id);
  const marks = { PASS: "✓", FAIL: "✗", INVALID: "?" };
  const words = { ok: "✓ ok", miss: "✗ missed", undecided: "? undecided", waiting: "· not yet" };
  const meanings = {
    PASS: "Every limit was met, on evidence.",
    FAIL: "The run is valid, and a limit was missed or a system died.",
    INVALID: "The run proves nothing, neither good nor bad.",
  };

  /** Nothing was judged of it so far, which is not bad while the load lasts. */
  const stateOf = (row, isJudged) => (!isJudged && row.note === "no sample yet" ? "waiting" : row.state);

  function bar(row, state) {
    if (row.used === null) return undefined;
    const name = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
    const rect = (kind, width) => {
      const node = name("rect");
      for (const [key, value] of Object.entries({ class: kind, width, height: 8 })) node.setAttribute(key, value);
      return node;
    };
    const drawn = name("svg");
    for (const [key, value] of Object.entries({ class: `bar ${state}`, width: 40, height: 8, "aria-hidden": "true" }))
      drawn.setAttribute(key, value);
    drawn.append(rect("room", 40), rect("used", Math.max(1, row.used * 40).toFixed(1)));
    return drawn;
  }

  function cells(row, state) {
    const note = row.note === undefined || state === "waiting" ? undefined : element("small", {}, row.note);
    const margin = element("span", {}, state === "waiting" ? "–" : row.margin, " ", bar(row, state));
    return [
      row.name,
      element("span", {}, element("span", { class: `state ${state}` }, words[state]), note),
      state === "waiting" ? "–" : row.observed,
      row.limit,
      margin,
      row.phase,
      row.target,
      row.requirement,
    ];
  }

  const order = ["miss", "undecided", "ok", "waiting"];

  /** What needs a reader first, then the phase that is on. */
  function rowsOf(run, nowPhase) {
    if (run.verdict !== null) return run.verdict.gates.map((row) => ({ row, state: stateOf(row, true) }));
    const all = [...run.gates].flatMap(([k6, rows]) =>
      rows.map((row) => ({
        row: run.gates.size > 1 ? { ...row, name: `${row.name} (${k6})` } : row,
        state: stateOf(row, false),
      })),
    );
    const rank = ({ row, state }) => order.indexOf(state) * 2 + (row.phase === nowPhase ? 0 : 1);
    return all.sort((a, b) => rank(a) - rank(b));
  }

  function showGates(run, nowPhase) {
    const rows = rowsOf(run, nowPhase);
    const count = (state) => rows.filter((each) => each.state === state).length;
    const counts = `${count("ok")} ${run.verdict === null ? "green" : "met"}, ${count("miss")} ${run.verdict === null ? "red" : "missed"}`;
    const note =
      run.verdict === null
        ? `${counts}, ${count("waiting")} not yet measured. These are values of a phase so far and only an indication: the verdict is judged at the end, from all samples and with the generator's own lateness.`
        : `${counts}, ${count("undecided")} undecided, as judged.`;
    if (at("gates-note").textContent !== note) at("gates-note").textContent = note;
    const columns = ["gate", "state", "observed", "limit", "margin", "phase", "target", "requirement"];
    fill(at("gate-table"), rows, () =>
      rows.length === 0
        ? element("p", { class: "none" }, "Nothing is judged yet.")
        : table(
            "Gates",
            columns,
            rows.map(({ row, state }) => cells(row, state)),
            [2, 3, 4],
          ),
    );
    return { red: count("miss"), names: rows.filter(({ state }) => state === "miss").map(({ row }) => row) };
  }

  function showVerdict(run, reportUrl) {
    const { verdict } = run;
    const node = at("verdict");
    node.hidden = verdict === null;
    if (verdict === null) return;
    node.className = `verdict ${verdict.verdict.toLowerCase()}`;
    fill(node, [verdict, reportUrl], () => [
      element(
        "h2",
        { id: "verdict-title" },
        element("span", { "aria-hidden": "true" }, marks[verdict.verdict]),
        ` ${verdict.verdict}`,
      ),
      element("p", {}, meanings[verdict.verdict]),
      reportPart(run, reportUrl),
      element("ul", {}, ...verdict.reasons.map((reason) => element("li", {}, reason))),
      ...(verdict.notes.length === 0
        ? []
        : [
            element("h3", {}, "Worth knowing"),
            element("ul", {}, ...verdict.notes.map((said) => element("li", {}, said))),
          ]),
    ]);
  }

  /** A browser opens no file for a page that came over http: the link shows the copy that this page holds, beside it is where the file lies. */
  function reportPart({ verdict, path }, reportUrl) {
    if (verdict.file === undefined) return element("p", {}, "This run left no report.html; its folder is ", path);
    const link =
      reportUrl === undefined
        ? "Its report"
        : element("a", { href: reportUrl, target: "_blank", class: "button" }, "Open the report");
    return element(
      "p",
      { class: "report" },
      link,
      " ",
      element("small", {}, "kept as ", element("code", {}, verdict.file)),
    );
  }

  function tile(name, value, state) {
    return element("div", {}, element("dt", {}, name), element("dd", { class: state }, value));
  }

  /** Of all k6 processes together. */
  function showNow(run, red) {
    const last = [...run.periods.values()].map((list) => list.at(-1));
    const sum = (pick) => last.reduce((total, period) => total + pick(period), 0);
    const perSecond = (pick) =>
      sum((period) => Object.values(pick(period)).reduce((total, count) => total + count, 0) / period.seconds);
    const cores = [...run.periods.keys()].map(
      (k6) => run.usage.findLast(({ processes }) => processes[k6])?.processes[k6][1],
    );
    const share = cores.reduce((total, each) => total + (each ?? 0), 0);
    const lateMs = Math.max(...last.map(({ latenessMs }) => latenessMs ?? 0));
    const limits = run.generator ?? { latenessMs: Number.POSITIVE_INFINITY, cores: Number.POSITIVE_INFINITY };
    const isKnown = last.length > 0;
    const values = [
      ["gates red", isKnown ? String(red) : "–", red > 0 ? "miss" : undefined],
      ["users", isKnown ? String(sum(({ vus }) => vus)) : "–"],
      ["requests/s", isKnown ? short(perSecond(({ requests }) => requests)) : "–"],
      ["failures/s", isKnown ? short(perSecond(({ errors }) => errors)) : "–"],
      [
        "generator late, p99",
        isKnown ? `${Math.round(lateMs)} ms` : "–",
        lateMs >= limits.latenessMs ? "miss" : undefined,
      ],
      ["generator CPU", isKnown ? `${share.toFixed(2)} cores` : "–", share >= limits.cores ? "miss" : undefined],
    ];
    const heading = run.verdict === null ? "Now" : "At the end";
    if (at("now-title").textContent !== heading) at("now-title").textContent = heading;
    fill(at("tiles"), values, () => values.map((each) => tile(...each)));
  }

  const span = (fromMs, toMs) =>
    fromMs === undefined || toMs === undefined ? "" : ` (after ${((toMs - fromMs) / 1000).toFixed(2)} s)`;

  function stateOfFault(fault) {
    if (fault.isUnhealed) return "✗ not healed";
    if (fault.healedMs !== undefined) return fault.isToothless ? "? healed, never bit" : "✓ healed";
    if (fault.healMs !== undefined) return "healing";
    if (fault.isToothless) return "✗ did not bite";
    return fault.bittenMs === undefined ? "injected" : "bites";
  }

  function showFaults(run) {
    const faults = faultsOf(run);
    at("faults").hidden = faults.length === 0;
    const when = (timeMs) =>
      timeMs === undefined || run.beganMs === null ? "–" : `${secondsIn(run, timeMs).toFixed(1)} s`;
    fill(at("fault-table"), [faults, run.beganMs], () =>
      table(
        "Faults",
        ["fault", "state", "injected", "bitten", "heal begun", "healed"],
        faults.map((each) => [
          each.fault,
          stateOfFault(each),
          when(each.injectMs),
          `${when(each.bittenMs)}${span(each.injectMs, each.bittenMs)}`,
          when(each.healMs),
          `${when(each.healedMs)}${span(each.healMs, each.healedMs)}`,
        ]),
      ),
    );
    return faults;
  }

  function showTimeline(run) {
    const rows = run.happenings.map(({ timeMs, event, details, fault }) => [
      run.beganMs === null ? new Date(timeMs).toLocaleTimeString() : secondsIn(run, timeMs).toFixed(1),
      event,
      [fault, details].filter((each) => each !== undefined && each !== "").join(", "),
    ]);
    fill(at("timeline"), rows, () =>
      table("What happened when", [run.beganMs === null ? "time" : "second", "event", "details"], rows),
    );
  }

  function showEarlier(earlier) {
    at("earlier").hidden = earlier.length === 0;
    fill(at("earlier-table"), earlier, () =>
      table(
        "Earlier runs",
        ["run", "verdict", "folder"],
        earlier.map(({ title, verdict, path }) => [title, verdict, path]),
      ),
    );
  }

  window.tables = { showGates, showVerdict, showNow, showFaults, showTimeline, showEarlier, phaseAt };
})();
