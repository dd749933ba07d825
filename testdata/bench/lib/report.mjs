// What the benchmark prints, as Markdown.
import { routes } from './visit.mjs';

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes) => (Number.isNaN(bytes) ? '?' : `${Math.round(bytes / 1e6)} MB`);
const grouped = (number) => number.toLocaleString('en-US');
const time = ({ runs }) => median(runs.map(({ ms }) => ms));
const memory = ({ runs }) => median(runs.map(({ peakBytes }) => peakBytes));
const paintboxOf = (results, kind) => results.find((result) => result.kind === kind && result.name.startsWith('paintbox'));

export function speedTable(results) {
  const header = ['build', 'median', 'fastest', 'slowest', 'peak memory', 'raw', 'brotli', 'scripts', 'largest'];
  const rows = results.map((result) => {
    if (result.failure) return [result.name, 'failed', ...Array(7).fill('')];
    const times = result.runs.map(({ ms }) => ms);
    const { raw, brotli, scripts, largestScript } = result.size ?? {};
    return [
      result.name,
      ...[median(times), Math.min(...times), Math.max(...times)].map(seconds),
      megabytes(memory(result)),
      ...(result.size ? [raw, brotli, scripts, largestScript].map(grouped) : ['', '', '', '']),
    ];
  });
  return [...table(header, rows), ''];
}

/** Paintbox against the fastest peer of each kind. */
export function ratioLines(results) {
  return ['deploy', 'link'].flatMap((kind) => {
    const own = paintboxOf(results, kind);
    const peers = results.filter((result) => result.kind === kind && result !== own && !result.failure);
    if (!own || own.failure || peers.length === 0) return [];
    const fastest = peers.reduce((a, b) => (time(b) < time(a) ? b : a));
    return [`${own.name} takes ${(time(own) / time(fastest)).toFixed(2)} of the time of ${fastest.name}.`, ''];
  });
}

/** The second build of those that keep results, where nothing has changed and where one line has. */
export function warmTable(results) {
  const kept = results.filter(({ again, failure }) => again && !failure);
  const share = (again, state) => (time({ runs: again[state] }) / time({ runs: again.cold })).toFixed(3);
  const rows = kept.map(({ name, again }) => [
    name,
    seconds(time({ runs: again.cold })),
    ...['unchanged', 'edited'].flatMap((state) => [seconds(time({ runs: again[state] })), share(again, state)]),
  ]);
  return kept.length ? [...table(['second build', 'cold', 'unchanged', 'of cold', 'one line', 'of cold'], rows), ''] : [];
}

/** Brotli bytes and number of the scripts and styles that a first visit of each route loads. */
export function routeTable(results) {
  const shown = results.filter(({ visits, failure }) => visits && !failure);
  if (shown.length === 0) return [];
  const cell = ({ bytes, requests }) => `${grouped(bytes)} · ${requests}`;
  const sum = (visits) => ({
    bytes: visits.reduce((total, { bytes }) => total + bytes, 0),
    requests: visits.reduce((total, { requests }) => total + requests, 0),
  });
  const rows = routes.map(({ path }, i) => [path, ...shown.map(({ visits }) => cell(visits[i]))]);
  rows.push(['all', ...shown.map(({ visits }) => cell(sum(visits)))]);
  return [...table(['first visit', ...shown.map(({ name }) => name)], rows), ''];
}

/**
 * Time and memory by the number of copies of an application, and their ratios to what is proportional to the smallest.
 * @returns {{lines: string[], worst: number}} worst: the largest of Paintbox's ratios
 */
export function growthTable(results) {
  const [{ copies: unit, builds: first }] = results;
  const names = Object.keys(first);
  const ratio = ({ copies, builds }, name, figure) => builds[name][figure] / (first[name][figure] * (copies / unit));
  const header = ['modules', ...names.flatMap((name) => [name, 'of proportional', 'memory', 'of proportional'])];
  const rows = results.map((result) => [
    grouped(result.modules),
    ...names.flatMap((name) => [
      seconds(result.builds[name].ms),
      ratio(result, name, 'ms').toFixed(2),
      megabytes(result.builds[name].peakBytes),
      ratio(result, name, 'peakBytes').toFixed(2),
    ]),
  ]);
  const ratios = results.flatMap((result) => ['ms', 'peakBytes'].map((figure) => ratio(result, 'paintbox', figure)));
  return { lines: [...table(header, rows), ''], worst: Math.max(...ratios.filter((value) => !Number.isNaN(value))) };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function table(header, rows) {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (row) => `| ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(header), line(rule), ...rows.map(line)];
}
