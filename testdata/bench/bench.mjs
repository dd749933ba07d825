// node bench.mjs [--paintbox FILE] [--runs N]: builds the sample application with Paintbox and its peers, checks in
// Chromium that every build renders the same, and compares time, memory and bytes. CHROMIUM names the browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { outputSize } from './lib/bytes.mjs';
import { Chromium } from './lib/chromium.mjs';
import { contenders } from './lib/contenders.mjs';
import { measure } from './lib/measure.mjs';
import { ratioLines, routeTable, speedTable, warmTable } from './lib/report.mjs';
import { visitAll } from './lib/visit.mjs';
import { measureWarm } from './lib/warm.mjs';

const { values } = parseArgs({ options: { paintbox: { type: 'string' }, runs: { type: 'string', default: '5' } } });

const note = (text) => process.stderr.write(`${text}\n`);

const scratch = await mkdtemp(join(tmpdir(), 'paintbox-bench-'));
try {
  await main(contenders(values.paintbox ? resolve(values.paintbox) : null), Number(values.runs));
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function main(all, runs) {
  const results = all.map((contender, index) => ({ ...contender, out: join(scratch, `out-${index}`), runs: [] }));
  note('one build each, not measured, to warm the disk cache and to look at the output');
  for (const result of results) await attempt(result, () => build(result));
  await check(results.filter(({ kind, failure }) => kind === 'deploy' && !failure));
  for (let run = 1; run <= runs; run++) {
    note(`run ${run} of ${runs}`);
    for (const result of results.filter(({ failure }) => !failure)) {
      await attempt(result, async () => result.runs.push(await build(result)));
    }
  }
  for (const result of results.filter(({ warm, failure }) => warm && !failure)) {
    note(`second builds of ${result.name}`);
    await attempt(result, async () => (result.again = await measureWarm(result, scratch, runs)));
  }
  console.log(`${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${runs} runs\n`);
  console.log([...speedTable(results), ...ratioLines(results), ...warmTable(results), ...routeTable(results)].join('\n'));
  if (results.some(({ failure }) => failure)) process.exitCode = 1;
}

async function attempt(result, action) {
  try {
    await action();
  } catch (error) {
    result.failure = error.message;
    note(`${result.name}: ${error.message}`);
  }
}

/** Builds from nothing: no output and no cache of an earlier run. */
async function build({ command, out }) {
  await rm(out, { recursive: true, force: true });
  return measure(...command(out), { env: { ...process.env, PAINTBOX_CACHE: 'off' } });
}

/** Visits every route of every build; a build that logs errors or renders other HTML than the first peer has failed. */
async function check(results) {
  const browser = await Chromium.launch();
  try {
    for (const result of results) {
      note(`visiting ${result.name}`);
      result.size = await outputSize(result.out);
      result.visits = await visitAll(browser, result.out);
    }
  } finally {
    await browser.close();
  }
  const reference = results.find(({ name }) => name === 'esbuild');
  for (const result of results) {
    const problems = result.visits.flatMap(({ path, html, errors }, i) => [
      ...errors.map((error) => `${path}: ${error}`),
      ...(html === reference?.visits[i].html ? [] : [`${path}: renders other HTML than esbuild's build`]),
    ]);
    if (problems.length === 0) continue;
    result.failure = problems.join('\n');
    note(`${result.name}:\n${result.failure}`);
  }
}
