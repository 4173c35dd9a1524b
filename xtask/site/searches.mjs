// Searches as a reader does: every endpoint by a part of its title, by its Rust name and by each of its fields.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** In the page: puts the cursor into the field, with all its text selected. */
function select() {
  document.getElementById("q").select();
}

/** In the page: where the results lead. */
function results() {
  const links = [...document.querySelectorAll("#results > ol > li > a")];
  return document.getElementById("results").checkVisibility() ? links.map((link) => link.href) : [];
}

/** In the page: the place that has the cursor. */
function focused() {
  const { id, href } = document.activeElement;
  return href ?? id;
}

/** All searches; what was not found, and how many there were. */
export async function searches(tab, folder, endpoints) {
  const findings = [];
  let count = 0;
  const url = (path) => pathToFileURL(join(folder, path)).href;
  const search = async (query) => {
    count += 1;
    await tab.call(select);
    await tab.send("Input.insertText", { text: query });
    return tab.call(results);
  };
  const expect = (holds, what) => {
    if (!holds) findings.push(`search: ${what}`);
    return holds;
  };

  await tab.open(url("index.html"));
  for (const { path, title, name } of endpoints) {
    const part = title.length > 3 ? title.slice(1, -1) : title;
    expect((await search(part)).includes(url(path)), `“${part}” does not find ${path}`);
    const named = endpoints.filter((other) => other.name === name).map((other) => url(other.path));
    const first = (await search(name)).slice(0, named.length);
    expect(first.includes(url(path)), `${name} does not find ${path} first`);
  }
  for (const field of new Set(endpoints.flatMap(({ fields }) => fields))) {
    const found = await search(field);
    for (const { path } of endpoints.filter(({ fields }) => fields.includes(field))) {
      expect(found.includes(url(path)), `the field ${field} does not find ${path}`);
    }
  }
  expect((await search("没有这样的接口")).length === 0, "what is nowhere is found");

  await withKeys(tab, url, endpoints, expect);
  return { findings, count: count + 1 };
}

/** From the page of an endpoint, with the keyboard alone: to the search, down to the second result and back, and in. */
async function withKeys(tab, url, endpoints, expect) {
  const [{ path: from }, { path, name }] = endpoints;
  await tab.open(url(from));
  await tab.press("/", "/");
  if (!expect((await tab.call(focused)) === "q", "the slash does not lead to the search")) return;
  await tab.send("Input.insertText", { text: name });
  const [first] = await tab.call(results);
  if (!expect(first === url(path), `${name} does not find ${path} from ${from}`)) return;
  await tab.press("ArrowDown");
  expect((await tab.call(focused)) === first, "the first result cannot be reached with the arrow");
  await tab.press("ArrowUp");
  expect((await tab.call(focused)) === "q", "the search cannot be reached with the arrow");
  await tab.press("Escape");
  expect((await tab.call(results)).length === 0, "Escape does not end the search");
  await tab.send("Input.insertText", { text: name });
  const loaded = tab.loaded();
  await tab.press("Enter", "\r");
  await loaded;
  expect((await tab.value("location.href")) === url(path), "Enter does not open the first result");
}
