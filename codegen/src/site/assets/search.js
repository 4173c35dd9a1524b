// Search in the pages. A classic script over `window.__INDEX__`, because pages opened from a folder may not fetch.
(() => {
  "use strict";
  const root = document.documentElement.dataset.root;
  const form = document.getElementById("search");
  const input = document.getElementById("q");
  const results = document.getElementById("results");
  const main = document.getElementById("main");
  const status = results.querySelector("[role=status]");
  const list = results.querySelector("ol");
  const SHOWN_FIELDS = 5;

  const fold = (text) => text.toLowerCase();
  const bare = (text) => fold(text).replace(/[_\s]/g, "");

  // What a term is worth where it is found: the whole text, its beginning, or anywhere.
  const SCALES = {
    name: [100, 70, 60],
    title: [98, 80, 75],
    docName: [96, 66, 56],
    code: [100, 65, 30],
    path: [60, 45, 45],
    group: [40, 40, 40],
    wire: [52, 36, 32],
    prose: [24, 22, 20],
  };
  function worth(text, term, [whole, start, inside]) {
    if (text === term) return whole;
    if (text.startsWith(term)) return start;
    return text.includes(term) ? inside : 0;
  }

  const entries = (window.__INDEX__ || []).map((entry) => {
    // An error code, or an endpoint.
    if (entry.code !== undefined) {
      const texts = [[String(entry.code), SCALES.code], [fold(entry.name), SCALES.code], [fold(entry.title), SCALES.prose]];
      return { entry, texts, fields: [], codes: [] };
    }
    const folded = ([wire, rust, doc]) => [fold(wire), fold(rust), fold(doc)];
    const fields = entry.fields.map((field) => ({ wire: field[0], doc: field[2], id: field[3], folded: folded(field) }));
    const texts = [
      [fold(entry.name), SCALES.name],
      [bare(entry.name), SCALES.docName],
      [fold(entry.docName), SCALES.docName],
      [fold(entry.title), SCALES.title],
      [fold(entry.path), SCALES.path],
      [fold(entry.group), SCALES.group],
    ];
    return { entry, texts, fields, codes: entry.codes.map(String) };
  });

  function scoreField(field, term) {
    const [wire, rust, doc] = field.folded;
    return Math.max(worth(wire, term, SCALES.wire), worth(rust, term, SCALES.wire), worth(doc, term, SCALES.prose));
  }

  // Every term has to be found somewhere; the fields that it was found in are shown below the endpoint.
  function match({ entry, texts, fields, codes }, terms) {
    let score = 0;
    const hits = new Map();
    for (const term of terms) {
      let best = Math.max(...texts.map(([text, scale]) => worth(text, term, scale)));
      if (codes.includes(term)) best = Math.max(best, 28);
      for (const field of fields) {
        const found = scoreField(field, term);
        if (found > 0) hits.set(field, (hits.get(field) || 0) + found);
        best = Math.max(best, found);
      }
      if (best === 0) return null;
      score += best;
    }
    const shown = [...hits].sort((a, b) => b[1] - a[1]).map(([field]) => field);
    return { entry, score, fields: shown };
  }

  function search(query) {
    const terms = fold(query).split(/\s+/).filter(Boolean);
    const found = entries.map((entry) => match(entry, terms)).filter(Boolean);
    // The order of the index decides between equals.
    return { terms, found: found.sort((a, b) => b.score - a.score) };
  }

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // The text in pieces, with what was searched for marked.
  function marked(text, terms) {
    const folded = fold(text);
    const pieces = [];
    let at = 0;
    while (at < text.length) {
      const ahead = terms.map((term) => [folded.indexOf(term, at), term.length]).filter(([start]) => start >= 0);
      if (ahead.length === 0) break;
      const [start, length] = ahead.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      pieces.push(text.slice(at, start), element("mark", "", text.slice(start, start + length)));
      at = start + length;
    }
    return [...pieces, text.slice(at)];
  }

  function link(url, ...children) {
    const made = element("a", "", ...children);
    made.href = root + url;
    return made;
  }

  function row({ entry, fields }, terms) {
    const where = element("span", "where");
    if (entry.code !== undefined) {
      where.append(...marked(`错误码 ${entry.code} ${entry.name}`, terms));
    } else {
      where.append(...marked(`${entry.group} · ${entry.name} · ${entry.path}`, terms));
    }
    const made = element("li", "", link(entry.url, element("span", "title", ...marked(entry.title, terms)), " ", where));
    if (fields.length > 0) {
      const below = element("ul");
      for (const field of fields.slice(0, SHOWN_FIELDS)) {
        const code = element("code", "", ...marked(field.wire, terms));
        below.append(element("li", "", link(`${entry.url}#${field.id}`, code, " ", ...marked(field.doc, terms))));
      }
      if (fields.length > SHOWN_FIELDS) below.append(element("li", "where", `还有 ${fields.length - SHOWN_FIELDS} 个字段`));
      made.append(below);
    }
    return made;
  }

  function show() {
    const query = input.value.trim();
    results.hidden = query === "";
    main.hidden = query !== "";
    if (query === "") {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const { terms, found } = search(query);
    list.replaceChildren(...found.map((one) => row(one, terms)));
    status.textContent = found.length === 0 ? `没有找到“${query}”` : `${found.length} 个结果`;
  }

  function clear() {
    input.value = "";
    show();
  }

  function step(by) {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + by;
    (at < 0 ? input : links[Math.min(at, links.length - 1)] || input).focus();
  }

  // A field may lie in a folded part of the page.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target.parentElement; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.scrollIntoView();
  }

  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  results.addEventListener("click", (event) => {
    // A hit on this very page is no new page: make the page visible again.
    if (event.target.closest("a")?.pathname === location.pathname) clear();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const searching = event.target === input || results.contains(event.target);
    if (event.key === "/" && event.target !== input) input.focus();
    else if (event.key === "Escape" && searching) (clear(), input.focus());
    else if (event.key === "ArrowDown" && searching) step(1);
    else if (event.key === "ArrowUp" && searching) step(-1);
    else return;
    event.preventDefault();
  });
  addEventListener("hashchange", reveal);
  addEventListener("pageshow", show);
  reveal();
})();
