// Elements of the page; whatever a run or a target said becomes text, never markup. Runs in a browser, after state.js.
(() => {
  /** `element("p", { class: "x" }, "text", child)` */
  function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(key, value);
    node.append(...children.filter((child) => child !== undefined));
    return node;
  }

  /** The first column names the row. `numeric` holds indexes of columns. */
  function table(caption, columns, rows, numeric = []) {
    const kind = (index) => (numeric.includes(index) ? "number" : undefined);
    const head = columns.map((name, index) => element("th", { scope: "col", class: kind(index) }, name));
    const body = rows.map((cells) =>
      element(
        "tr",
        {},
        ...cells.map((cell, index) =>
          index === 0 ? element("th", { scope: "row" }, cell) : element("td", { class: kind(index) }, cell),
        ),
      ),
    );
    const inner = element(
      "table",
      {},
      element("caption", { class: "unseen" }, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    );
    return element("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" }, inner);
  }

  /** Nothing is touched where nothing changed: a reader's place, selection and focus stay. */
  const shown = new WeakMap();
  function fill(node, key, make) {
    const text = JSON.stringify(key);
    if (shown.get(node) === text) return;
    shown.set(node, text);
    const scroll = node.querySelector(".scroll");
    const [left, top] = [scroll?.scrollLeft ?? 0, scroll?.scrollTop ?? 0];
    const isFocused = scroll !== null && document.activeElement === scroll;
    node.replaceChildren(...[make()].flat());
    const fresh = node.querySelector(".scroll");
    fresh?.scrollTo(left, top);
    if (isFocused) fresh?.focus({ preventScroll: true });
  }

  const short = (value) =>
    value === null || value === undefined || Number.isNaN(value) ? "–" : String(Number(value.toPrecision(3)));

  window.parts = { element, table, fill, short };
})();
