// A client of the DevTools protocol over Chromium's pipe, as small as the benchmark needs it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1280,900',
  '--remote-debugging-pipe',
];

export class Chromium {
  #child;
  #profile;
  #nextId = 1;
  #pending = new Map();
  #sessions = new Map();

  static async launch(path = process.env.CHROMIUM ?? 'chromium') {
    const browser = new Chromium();
    browser.#profile = await mkdtemp(join(tmpdir(), 'paintbox-bench-'));
    const args = [...flags, `--user-data-dir=${browser.#profile}`, 'about:blank'];
    browser.#child = spawn(path, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    browser.#child.on('error', (error) => browser.#fail(error));
    browser.#child.on('exit', () => browser.#fail(new Error('chromium exited')));
    browser.#listen(browser.#child.stdio[4]);
    await browser.send('Browser.getVersion');
    return browser;
  }

  /** Opens a page with its own cookies, storage and cache. */
  async newPage() {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const handlers = [];
    this.#sessions.set(sessionId, handlers);
    return {
      send: (method, params) => this.send(method, params, sessionId),
      on: (method, handler) => handlers.push({ method, handler }),
      close: () => this.send('Target.disposeBrowserContext', { browserContextId }),
    };
  }

  send(method, params = {}, sessionId) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, method });
      this.#child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    });
  }

  async close() {
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.send('Browser.close').catch(() => {});
    await exited;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #listen(pipe) {
    let rest = '';
    pipe.setEncoding('utf8');
    pipe.on('data', (chunk) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop();
      messages.forEach((message) => this.#receive(JSON.parse(message)));
    });
  }

  #receive({ id, method, params, result, error, sessionId }) {
    if (id === undefined) {
      this.#sessions.get(sessionId)?.forEach((entry) => entry.method === method && entry.handler(params));
      return;
    }
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) call.reject(new Error(`${call.method}: ${error.message}`));
    else call.resolve(result);
  }

  #fail(error) {
    this.#pending.forEach(({ reject }) => reject(error));
    this.#pending.clear();
  }
}
