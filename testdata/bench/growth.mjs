// node growth.mjs --paintbox FILE [--copies 1,2,4,8,16] [--runs N]: builds 1, 2, 4, 8 and 16 copies of one application
// and compares time and memory with what is proportional to the smallest; esbuild's own splitting beside it.
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { modulesPerCopy, writeGrowthApp } from './lib/growth-app.mjs';
import { measure } from './lib/measure.mjs';
import { growthTable } from './lib/report.mjs';

const require = createRequire(import.meta.url);

const { values } = parseArgs({
  options: { paintbox: { type: 'string' }, copies: { type: 'string', default: '1,2,4,8,16' }, runs: { type: 'string', default: '3' } },
});
if (!values.paintbox) throw new Error('name the binary: node growth.mjs --paintbox ../../bin/paintbox');

/** Growth that takes more than this of what is proportional is not linear. */
const LIMIT = 1.25;

const contenders = [
  { name: 'paintbox', command: (dir, out) => [resolve(values.paintbox), ['build', 'src/main.js', '--cwd', dir, '--outdir', out, '--no-compress', '--no-service-worker']] },
  { name: 'esbuild', command: (dir, out) => [esbuild(), ['src/main.js', '--bundle', '--splitting', '--minify', '--format=esm', `--outdir=${out}`, '--log-level=error']] },
];

const esbuild = () => require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);

const scratch = await mkdtemp(join(tmpdir(), 'paintbox-growth-'));
try {
  const sizes = values.copies.split(',').map(Number);
  const results = [];
  for (const copies of sizes) results.push({ copies, modules: copies * modulesPerCopy, builds: await buildAll(copies) });
  const { lines, worst } = growthTable(results);
  console.log(lines.join('\n'));
  if (worst > LIMIT) {
    console.log(`Growth is not linear: ${worst.toFixed(2)} of proportional, at most ${LIMIT} is allowed.`);
    process.exitCode = 1;
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** The fastest of some builds by each contender, after one that is not measured. */
async function buildAll(copies) {
  const dir = join(scratch, `copies-${copies}`);
  await mkdir(dir);
  await writeGrowthApp(dir, copies);
  const builds = {};
  for (const { name, command } of contenders) {
    const runs = [];
    for (let run = 0; run <= Number(values.runs); run++) {
      const out = join(scratch, 'out');
      await rm(out, { recursive: true, force: true });
      const result = await measure(...command(dir, out), { cwd: dir, env: { ...process.env, PAINTBOX_CACHE: 'off' } });
      if (run > 0) runs.push(result);
    }
    builds[name] = { ms: Math.min(...runs.map(({ ms }) => ms)), peakBytes: Math.min(...runs.map(({ peakBytes }) => peakBytes)) };
    process.stderr.write(`${copies} × ${name}: ${Math.round(builds[name].ms)} ms\n`);
  }
  await rm(dir, { recursive: true });
  return builds;
}
