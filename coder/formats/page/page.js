"use strict";
// Filters, search, the dialog and arrow keys. Everything they show stands in the page already; nothing is fetched,
// and no text becomes markup.
(() => {
  const one = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const traces = all("details.trace").map((node) => ({
    node,
    body: node.querySelector(".body"),
    flags: node.dataset.flags.split(" "),
    quoted: all(".quoted", node).map((figure) => ({
      figure,
      coders: figure.dataset.coders.split(" "),
      against: Boolean(figure.closest(".against")), // what speaks against a cell is never left out
      text: "",
    })),
    links: [],
    open: false,
  }));
  const byId = new Map(traces.map((trace) => [trace.body.id, trace]));
  for (const link of all('.overview a[href^="#cell-"]')) byId.get(link.hash.slice(1))?.links.push(link);

  // ---- filters and search

  const by = Object.fromEntries(["words", "by-case", "by-row", "by-coder", "by-flag"].map((id) => [id, one(id)]));
  let searching = false;

  function apply() {
    const words = fold(by.words.value.trim());
    const [kase, row, coder, flag] = ["case", "row", "coder", "flag"].map((name) => by[`by-${name}`].value);
    const marking = Boolean(words || coder || flag);
    for (const node of all("[data-case], [data-row]")) {
      const other = (wanted, own) => wanted !== "" && own !== undefined && own !== wanted;
      node.hidden = other(kase, node.dataset.case) || other(row, node.dataset.row);
    }
    for (const heading of all("tr.block")) heading.hidden = !all("tr:not(.block)", heading.parentNode).some((tr) => !tr.hidden);
    if (Boolean(words) !== searching) {
      searching = !searching;
      for (const trace of traces) {
        if (searching) trace.open = trace.node.open;
        else trace.node.open = trace.open;
      }
    }
    let cells = 0, quotations = 0, first = null;
    for (const trace of traces) {
      let seen = 0;
      for (const own of trace.quoted) {
        if (words && !own.text) own.text = fold(own.figure.textContent);
        const fits = (!coder || own.coders.includes(coder)) && (!words || own.text.includes(words));
        own.figure.hidden = !fits && !own.against;
        seen += fits;
      }
      for (const passage of all(".passage", trace.body)) passage.hidden = !all(".quoted", passage).some((figure) => !figure.hidden);
      const fits = (!flag || trace.flags.includes(flag)) && (seen > 0 || !(words || coder));
      const shown = fits && !trace.node.hidden;
      for (const link of trace.links) {
        link.parentNode.classList.toggle("out", marking && !fits);
        link.parentNode.classList.toggle("hit", marking && fits);
      }
      trace.node.hidden = !shown;
      if (searching) trace.node.open = shown;
      if (!shown) continue;
      cells += 1;
      quotations += seen;
      first ??= trace;
    }
    for (const section of all("section.row")) section.hidden = !all(".trace", section).some((node) => !node.hidden);
    const filtered = marking || Boolean(kase || row);
    const every = traces.reduce((sum, trace) => sum + trace.quoted.length, 0);
    const numbers = { cells, quotations, all: traces.length, every };
    const status = one("status");
    status.textContent = status.dataset.words.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
    one("first").hidden = !(filtered && first);
    if (filtered && first) one("first").href = `#${first.body.id}`;
    highlight(words);
    for (const table of all(".overview")) rove(table);
  }

  function highlight(words) {
    if (!window.Highlight) return;
    CSS.highlights.delete("found");
    if (!words) return;
    const ranges = [];
    for (const trace of traces) {
      for (const { figure } of trace.quoted) {
        if (figure.hidden) continue;
        const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.data.toLowerCase();
          if (text.length !== node.data.length) continue;
          for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  let waiting = 0;
  by.words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  for (const [id, field] of Object.entries(by)) if (id !== "words") field.addEventListener("change", apply);
  one("reset").addEventListener("click", () => {
    for (const field of Object.values(by)) field.value = "";
    apply();
    by.words.focus();
  });
  one("first").addEventListener("click", (event) => {
    event.preventDefault();
    const details = byId.get(one("first").hash.slice(1)).node;
    details.open = true;
    details.scrollIntoView();
    details.querySelector("summary").focus({ preventScroll: true });
  });

  // ---- the dialog: the body of a trace moves into it and back, so that it stands in the page once

  const dialog = one("dialog");
  let current = null, opener = null;

  function back() {
    if (current) current.node.append(current.body);
    current = null;
  }

  function show(trace) {
    back();
    current = trace;
    one("dialog-title").replaceChildren(...trace.node.querySelector("summary").cloneNode(true).childNodes);
    one("slot").replaceChildren(trace.body);
    if (!dialog.open) dialog.showModal();
    one("slot").scrollTop = 0;
    one("slot").focus();
  }

  function step(by) {
    const shown = traces.filter((trace) => !trace.node.hidden || trace === current);
    const next = shown[(shown.indexOf(current) + by + shown.length) % shown.length];
    if (opener && opener.closest(".overview")) opener = next.links.find((link) => !link.closest("[hidden]")) ?? opener;
    show(next);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#cell-"]');
    if (!link || link.id === "first" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const trace = byId.get(link.hash.slice(1));
    if (!trace) return;
    event.preventDefault();
    opener = link;
    show(trace);
  });
  dialog.addEventListener("close", () => {
    back();
    opener?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  one("close").addEventListener("click", () => dialog.close());
  one("before").addEventListener("click", () => step(-1));
  one("after").addEventListener("click", () => step(1));

  // ---- arrow keys: one stop for the tab key in each table, arrows move between its cells

  const grid = (table) =>
    all("tbody tr:not([hidden])", table)
      .map((tr) => all("td:not([hidden])", tr).map((td) => td.querySelector("a")))
      .filter((line) => line.some(Boolean));

  function rove(table, wanted = null) {
    const links = grid(table).flat().filter(Boolean);
    const stop = wanted ?? links.find((link) => link.tabIndex === 0) ?? links[0];
    for (const link of all("a", table)) link.tabIndex = link === stop ? 0 : -1;
  }

  for (const table of all(".overview")) {
    table.addEventListener("focusin", (event) => {
      if (event.target.matches("a")) rove(table, event.target);
    });
    table.addEventListener("keydown", (event) => {
      const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -1e9], End: [0, 1e9] };
      const move = moves[event.key];
      if (!move || !event.target.matches("a") || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const lines = grid(table);
      let y = lines.findIndex((line) => line.includes(event.target));
      let x = lines[y].indexOf(event.target);
      do {
        y += move[0];
        x = Math.abs(move[1]) > 1 ? (move[1] < 0 ? 0 : lines[y].length - 1) : x + move[1];
      } while (lines[y] && x >= 0 && x < lines[y].length && !lines[y][x]);
      lines[y]?.[x]?.focus();
    });
  }

  // ---- light or dark, and paper

  one("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    back();
    if (dialog.open) dialog.close();
    closed = all("details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });

  one("tools").hidden = false;
  for (const node of all(".keys")) node.hidden = false;
  apply();
})();
