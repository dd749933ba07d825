// Opens the routes of a built application as a first visitor does.
import { join } from 'node:path';

import { transferred } from './bytes.mjs';
import { serve } from './server.mjs';

/** Each route's path, and the mark that the page sets on its document element when it shows everything. */
export const routes = [
  { path: '/', mark: 'projects' },
  { path: '/estimate', mark: 'estimate' },
  { path: '/rooms', mark: 'rooms' },
  { path: '/schedule', mark: 'schedule' },
  { path: '/dashboard', mark: 'dashboard' },
  { path: '/prices', mark: 'prices' },
  { path: '/settings', mark: 'settings' },
];

const TIMEOUT_MS = 30_000;

/**
 * Visits every route, each with an empty cache.
 * @returns {Promise<{path: string, html: string, errors: string[], bytes: number, requests: number}[]>}
 * html is comparable between builds; bytes and requests count scripts and styles, bytes as transferred
 */
export async function visitAll(browser, directory) {
  const server = await serve(directory);
  try {
    const visits = [];
    for (const route of routes) visits.push(await visit(browser, directory, server.origin, route));
    return visits;
  } finally {
    await server.close();
  }
}

async function visit(browser, directory, origin, { path, mark }) {
  const page = await browser.newPage();
  const errors = [];
  const loaded = new Set();
  page.on('Runtime.exceptionThrown', ({ exceptionDetails: e }) => errors.push(e.exception?.description ?? e.text));
  page.on('Runtime.consoleAPICalled', ({ type, args }) => {
    if (type === 'error') errors.push(args.map(({ value, description }) => value ?? description).join(' '));
  });
  page.on('Log.entryAdded', ({ entry }) => entry.level === 'error' && errors.push(`${entry.text} ${entry.url ?? ''}`));
  page.on('Network.responseReceived', ({ response: { url, mimeType } }) => {
    if (/javascript|css/.test(mimeType)) loaded.add(url);
  });
  await Promise.all(['Runtime', 'Log', 'Network', 'Page'].map((domain) => page.send(`${domain}.enable`)));
  await page.send('Page.navigate', { url: origin + path });
  if (!(await evaluate(page, waitForMark(mark)))) errors.push(`not ready after ${TIMEOUT_MS} ms`);
  const html = await evaluate(page, 'document.getElementById("root")?.outerHTML ?? ""');
  await page.close();

  const sizes = await Promise.all([...loaded].map((url) => transferred(join(directory, new URL(url).pathname))));
  return {
    path,
    html: comparable(html, origin),
    errors,
    bytes: sizes.reduce((total, size) => total + size, 0),
    requests: sizes.length,
  };
}

const waitForMark = (mark) => `new Promise((resolve) => {
  const ready = () => document.documentElement.dataset.ready === ${JSON.stringify(mark)};
  const timer = setInterval(() => ready() && done(true), 20);
  const timeout = setTimeout(() => done(false), ${TIMEOUT_MS});
  const done = (value) => (clearInterval(timer), clearTimeout(timeout), resolve(value));
})`;

async function evaluate(page, expression) {
  const { result, exceptionDetails } = await page.send('Runtime.evaluate', { expression, awaitPromise: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Rendered HTML without what differs from bundler to bundler: hashes in URLs, and local class names of CSS modules. */
function comparable(html, origin) {
  const names = new Map();
  const rename = (name) => {
    if (/^(css-|Mui|recharts-)/.test(name)) return name;
    if (!names.has(name)) names.set(name, `class-${names.size + 1}`);
    return names.get(name);
  };
  return html
    .replaceAll(origin, '')
    .replace(/src="[^"]*?(\w+)[-.][\w-]{6,}\.(svg|png)"/g, 'src="$1.$2"')
    .replace(/class="([^"]*)"/g, (_, list) => `class="${list.split(' ').map(rename).join(' ')}"`);
}
