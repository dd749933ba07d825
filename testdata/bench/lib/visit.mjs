// Opens the routes of a built application as a first visitor does.
import { serve } from './server.mjs';

/** Each route's path and the name of its ready mark. */
export const routes = [
  { path: '/', ready: 'projects' },
  { path: '/estimate', ready: 'estimate' },
  { path: '/rooms', ready: 'rooms' },
  { path: '/schedule', ready: 'schedule' },
  { path: '/dashboard', ready: 'dashboard' },
  { path: '/prices', ready: 'prices' },
  { path: '/settings', ready: 'settings' },
];

const TIMEOUT_MS = 20_000;

/** Resolves to one visit for each route: {path, html, errors, requests}. */
export async function visitAll(browser, directory) {
  const server = await serve(directory);
  try {
    const visits = [];
    for (const route of routes) visits.push(await visit(browser, server.origin, route));
    return visits;
  } finally {
    await server.close();
  }
}

async function visit(browser, origin, { path, ready }) {
  const page = await browser.newPage();
  const errors = [];
  const requests = new Map();
  page.on('Runtime.exceptionThrown', ({ exceptionDetails: e }) => errors.push(e.exception?.description ?? e.text));
  page.on('Runtime.consoleAPICalled', ({ type, args }) => {
    if (type === 'error') errors.push(args.map(({ value, description }) => value ?? description).join(' '));
  });
  page.on('Log.entryAdded', ({ entry }) => entry.level === 'error' && errors.push(`${entry.text} ${entry.url ?? ''}`));
  page.on('Network.responseReceived', ({ requestId, type, response }) => {
    requests.set(requestId, { url: response.url.slice(origin.length), type, status: response.status });
  });
  await Promise.all(['Runtime', 'Log', 'Network', 'Page'].map((domain) => page.send(`${domain}.enable`)));
  await page.send('Page.navigate', { url: origin + path });
  const marked = await evaluate(page, waitForMark(ready));
  if (!marked) errors.push(`not ready after ${TIMEOUT_MS} ms`);
  const html = await evaluate(page, 'document.getElementById("root").outerHTML');
  await page.close();
  return { path, html: withoutHashes(html, origin), errors, requests: [...requests.values()] };
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

/** Names of hashed files differ between bundlers; what they refer to must not. */
function withoutHashes(html, origin) {
  return html
    .replaceAll(origin, '')
    .replace(/(src|href)="\/?[^"]*?([\w]+)(?:[-.][\w-]{6,})?\.(svg|png)"/g, '$1="$2.$3"');
}
