// A headless Chromium, driven over a pipe: the DevTools protocol needs no library and no port.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long one command may take before the browser counts as hung, in milliseconds. */
const PATIENCE = 30_000;

export class Browser {
  #process;
  #profile;
  #ended = null;
  #next = 1;
  #waiting = new Map();
  #listeners = new Map();

  /** Starts the browser and waits until it answers. */
  static async start(program) {
    const browser = new Browser();
    browser.#profile = mkdtempSync(join(tmpdir(), "site-check-"));
    const flags = ["--headless", "--remote-debugging-pipe", `--user-data-dir=${browser.#profile}`, "--no-first-run"];
    // Pages of ours only, and as root there is no sandbox to be had.
    flags.push("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars");
    // Several tabs work at once; those behind are not to be slowed down.
    flags.push("--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows");
    browser.#process = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    browser.#process.on("error", (error) => browser.#end(`${program} could not be started: ${error.message}`));
    browser.#process.on("exit", (code) => browser.#end(`the browser ended with ${code}`));
    const [, , , input, output] = browser.#process.stdio;
    input.on("error", (error) => browser.#end(`the browser reads no more: ${error.message}`));
    let rest = "";
    output.setEncoding("utf8");
    output.on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages) browser.#receive(JSON.parse(message));
    });
    await browser.send("Browser.getVersion");
    return browser;
  }

  /** A new tab. */
  async tab() {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    return new Tab(this, sessionId);
  }

  /** One command, and its answer. */
  send(method, params = {}, sessionId = undefined) {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(new Error(this.#ended));
      const id = this.#next++;
      const timer = setTimeout(() => this.#end(`no answer to ${method} within ${PATIENCE / 1000} s`), PATIENCE);
      this.#waiting.set(id, { method, resolve, reject, timer });
      this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Calls back on every event of a tab. */
  listen(sessionId, callback) {
    this.#listeners.set(sessionId, callback);
  }

  /** Ends the browser and removes its profile. */
  async close() {
    const exit = new Promise((resolve) => this.#process.once("exit", resolve));
    if (!this.#ended) {
      this.#process.stdio[3].write(`${JSON.stringify({ id: this.#next++, method: "Browser.close" })}\0`);
      await exit;
    }
    this.#process.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #receive({ id, sessionId, method, params, result, error }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return this.#listeners.get(sessionId)?.(method, params);
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (error) waiting.reject(new Error(`${waiting.method}: ${error.message}`));
    else waiting.resolve(result);
  }

  #end(why) {
    this.#ended ??= why;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error(this.#ended));
    }
    this.#waiting.clear();
  }
}

/** One tab: what it shows, and what went wrong in it. */
class Tab {
  #browser;
  #session;
  #loaded = () => {};
  #troubles = [];

  constructor(browser, session) {
    this.#browser = browser;
    this.#session = session;
    browser.listen(session, (method, params) => this.#event(method, params));
  }

  send(method, params) {
    return this.#browser.send(method, params, this.#session);
  }

  /** Switches on the events that a check listens to. */
  async ready() {
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await this.send(`${domain}.enable`);
    return this;
  }

  /** Opens a page and waits until it and its scripts are loaded. */
  async open(url) {
    const loaded = this.loaded();
    const { errorText } = await this.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /** The next time that a page is loaded. */
  loaded() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no page was loaded within ${PATIENCE / 1000} s`)), PATIENCE);
      this.#loaded = () => (clearTimeout(timer), resolve());
    });
  }

  /** The value of an expression in the page. */
  async value(expression) {
    const answer = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  }

  /** Calls a function in the page; its arguments and its answer travel as JSON. */
  call(run, ...args) {
    return this.value(`(${run})(${args.map((arg) => JSON.stringify(arg)).join(", ")})`);
  }

  /** Presses a key. */
  async press(key, text = undefined) {
    const code = { Enter: 13, Escape: 27, ArrowUp: 38, ArrowDown: 40, "/": 191 }[key];
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, text, windowsVirtualKeyCode: code });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: code });
  }

  /** Errors of the console and of loading since the last time. */
  troubles() {
    return this.#troubles.splice(0);
  }

  #event(method, params) {
    if (method === "Page.loadEventFired") this.#loaded();
    else if (method === "Runtime.exceptionThrown") {
      const { exception, text } = params.exceptionDetails;
      this.#troubles.push(exception?.description ?? text);
    } else if (method === "Runtime.consoleAPICalled" && ["error", "assert"].includes(params.type)) {
      this.#troubles.push(params.args.map((arg) => arg.value ?? arg.description).join(" "));
    } else if (method === "Log.entryAdded" && params.entry.level === "error") {
      this.#troubles.push(`${params.entry.text} ${params.entry.url ?? ""}`.trim());
    } else if (method === "Network.requestWillBeSent" && !/^(file|data|about|blob):/.test(params.request.url)) {
      this.#troubles.push(`asks the network for ${params.request.url}`);
    }
  }
}
