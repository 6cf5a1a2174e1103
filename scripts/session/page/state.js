// What the page knows of the session: messages in, state out. Runs in a browser, before all other files of the page.
(() => {
  const emptyRun = () => ({
    title: "",
    path: "",
    phases: [],
    systems: [],
    limits: [],
    generator: null,
    /** Epoch ms of the load's begin, of the first k6 process that began. */
    beganMs: null,
    periods: new Map(),
    usage: [],
    happenings: [],
    gates: new Map(),
    verdict: null,
    report: null,
  });

  window.emptySession = () => ({ earlier: [], run: emptyRun(), hasRun: false, isOver: false, points: 0 });

  /** Of all k6 processes one list each. */
  function put(lists, key, value) {
    const list = lists.get(key) ?? [];
    list.push(value);
    lists.set(key, list);
  }

  const takers = {
    reset: (state) => Object.assign(state, window.emptySession()),
    earlier: (state, message) => state.earlier.push(message),
    run(state, { title, path }) {
      const { run } = state;
      if (state.hasRun)
        state.earlier.push({ title: run.title, path: run.path, verdict: run.verdict?.verdict ?? "no verdict" });
      Object.assign(state, { run: { ...emptyRun(), title, path }, hasRun: true, points: 0 });
    },
    plan: ({ run }, { phases, systems, limits, generator }) =>
      Object.assign(run, { phases, systems, limits, generator }),
    began({ run }, { timeMs }) {
      run.beganMs = Math.min(run.beganMs ?? timeMs, timeMs);
    },
    period(state, message) {
      put(state.run.periods, message.k6, message);
      state.points += 1;
    },
    usage(state, message) {
      state.run.usage.push(message);
      state.points += 1;
    },
    gates: ({ run }, { k6, rows }) => run.gates.set(k6, rows),
    happening: ({ run }, message) => run.happenings.push(message),
    verdict: ({ run }, message) => Object.assign(run, { verdict: message }),
    report: ({ run }, { html }) => Object.assign(run, { report: html }),
    end: (state) => Object.assign(state, { isOver: true }),
  };

  window.takeMessage = (state, message) => takers[message.type]?.(state, message);

  /** Of each fault what became of it, in the order of the timeline; times in epoch ms. */
  window.faultsOf = (run) => {
    const faults = [];
    for (const { fault, event, timeMs, isGood } of run.happenings) {
      if (fault === undefined) continue;
      if (event === "inject") faults.push({ fault, injectMs: timeMs });
      const current = faults.findLast((each) => each.fault === fault);
      if (current === undefined) continue;
      if (event === "bitten") Object.assign(current, isGood ? { bittenMs: timeMs } : { isToothless: true });
      if (event === "heal") current.healMs = timeMs;
      if (event === "healed") Object.assign(current, isGood ? { healedMs: timeMs } : { isUnhealed: true });
    }
    return faults;
  };

  window.secondsIn = (run, timeMs) => (timeMs - run.beganMs) / 1000;

  window.lastMs = (run) => {
    const ends = [...run.periods.values(), run.usage].map((list) => list.at(-1)?.timeMs ?? 0);
    return Math.max(run.beganMs ?? 0, ...ends);
  };

  window.phaseAt = (run, timeMs) => {
    const at = timeMs - run.beganMs;
    return run.phases.find(({ fromMs, toMs }) => at >= fromMs && at < toMs)?.name;
  };
})();
