// Checks the site of `cargo xtask docs` as a reader has it: files in a folder, in a headless Chromium.
//
//     node check.mjs FOLDER ENDPOINTS
//
// Every page, narrow and wide, light and dark: no console error, nothing from the network, no horizontal overflow, no
// serious finding of axe-core. Every link resolves. The search finds every endpoint. Exit 1 with findings, 2 without a verdict.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { searches } from "./searches.mjs";

const WIDTHS = [360, 1280];
const SCHEMES = ["light", "dark"];
const TABS = 2;

/** In the page: what the other checks need to know of it. */
function look() {
  // What is folded away is checked too.
  for (const details of document.querySelectorAll("details")) details.open = true;
  const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
  return {
    title: text("h1"),
    language: document.documentElement.lang,
    name: text("[data-name]"),
    fields: [...new Set([...document.querySelectorAll(".field > .head .wire")].map((field) => field.textContent.trim()))],
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links: [...document.querySelectorAll("a[href], link[href], script[src]")].map((element) => element.href || element.src),
  };
}

/** In the page: whatever sticks out to the right of the window, unless it lies in a box that scrolls. */
function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > width + 0.5);
  const shown = wide.filter((element) => !scrolls(element.parentElement)).slice(0, 3);
  return [`${document.documentElement.scrollWidth} px wide`, ...shown.map((element) => element.outerHTML.slice(0, 160))];
}

/** In the page: the findings of axe-core that count. Its preloading would ask for files, which a page from a folder may not. */
async function axe() {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], preload: false });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 200)}`);
}

/** One page in all its forms. */
async function visit(tab, folder, path, rules, findings) {
  const add = (what) => findings.push(`${path}: ${what}`);
  await tab.open(pathToFileURL(join(folder, path)).href);
  const page = await tab.call(look);
  if (page.language !== "zh-CN" || page.title === "") add("has no language or no heading");
  if (path.startsWith("endpoints") && page.name === "") add("has no name");
  await tab.value(rules);
  for (const width of WIDTHS) {
    await tab.send("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
    for (const scheme of SCHEMES) {
      await tab.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
      const form = `${width} px, ${scheme}`;
      for (const what of await tab.call(overflow)) add(`${form}: overflows: ${what}`);
      for (const what of await tab.call(axe)) add(`${form}: ${what}`);
    }
  }
  for (const what of tab.troubles()) add(what);
  return page;
}

/** Links within the site lead to a file and a place in it; the others are addresses that a reader can open. */
function dangling(folder, pages) {
  const findings = [];
  for (const [path, page] of pages) {
    const ids = new Set(page.ids);
    if (ids.size < page.ids.length) findings.push(`${path}: ${page.ids.length - ids.size} ids stand twice`);
    for (const link of new Set(page.links)) {
      const url = new URL(link);
      if (url.protocol === "https:" || link === "data:,") continue;
      if (url.protocol !== "file:") findings.push(`${path}: a link of a kind not expected: ${link}`);
      else if (!existsSync(fileURLToPath(new URL(url.pathname, url)))) findings.push(`${path}: no such file: ${link}`);
      else if (url.hash !== "") {
        const target = relative(folder, fileURLToPath(new URL(url.pathname, url)));
        const place = decodeURIComponent(url.hash.slice(1));
        if (!pages.get(target)?.ids.includes(place)) findings.push(`${path}: no such place: ${target}#${place}`);
      }
    }
  }
  return findings;
}

async function check(folder, endpoints) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html")).sort();
  const rules = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
  const browser = await Browser.start(process.env.CHROMIUM || "chromium");
  try {
    const findings = [];
    const pages = new Map();
    const waiting = [...paths];
    const work = async () => {
      const tab = await (await browser.tab()).ready();
      for (let path = waiting.shift(); path; path = waiting.shift()) pages.set(path, await visit(tab, folder, path, rules, findings));
    };
    await Promise.all(Array.from({ length: TABS }, work));
    const described = [...pages].filter(([path]) => path.startsWith("endpoints/")).map(([path, page]) => ({ path, ...page }));
    if (described.length !== endpoints) findings.push(`${described.length} pages of endpoints instead of ${endpoints}`);
    findings.push(...dangling(folder, pages));
    const tab = await (await browser.tab()).ready();
    const found = await searches(tab, folder, described);
    findings.push(...found.findings, ...tab.troubles().map((what) => `search: ${what}`));
    return { pages: paths.length, searches: found.count, findings };
  } finally {
    await browser.close();
  }
}

const [folder, endpoints] = process.argv.slice(2);
if (!folder || !Number(endpoints)) {
  console.error("usage: node check.mjs FOLDER ENDPOINTS");
  process.exit(2);
}
try {
  const { pages, searches, findings } = await check(resolve(folder), Number(endpoints));
  for (const finding of findings) console.error(finding);
  console.log(`${pages} pages, ${WIDTHS.join(" and ")} px, ${SCHEMES.join(" and ")}; ${searches} searches: ${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
