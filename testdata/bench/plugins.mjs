// node plugins.mjs --paintbox FILE [--runs N]: what plugins cost. The sample application without plugins, with one
// that has no hook, and with one that transforms each of its own sources; and applications of Vue and Svelte beside
// Vite, whose output is compressed alike. Contenders take turns; medians count.
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { app } from './lib/contenders.mjs';
import { measureProcessor } from './lib/processor.mjs';

const { values } = parseArgs({ options: { paintbox: { type: 'string' }, runs: { type: 'string', default: '7' } } });
if (!values.paintbox) throw new Error('name the binary: node plugins.mjs --paintbox ../../bin/paintbox');

const paintbox = (dir, out) => [resolve(values.paintbox), ['build', '--cwd', dir, '--outdir', out]];
const vite = (dir, config) => (out) => [
  process.execPath,
  [fileURLToPath(new URL('peers/vite.mjs', import.meta.url)), dir, out, ...(config ? [config] : [])],
];
const viteOf = (name) => `vite ${JSON.parse(readFileSync(join(source(name), 'node_modules/vite/package.json'), 'utf8')).version}`;
const source = (name) => fileURLToPath(new URL(`../apps/${name}`, import.meta.url));

const NO_HOOK = 'export default [{ name: "none" }];\n';
const ONE_TRANSFORM =
  'export default [{ name: "one", transform: { filter: { id: /\\/src\\/.*\\.tsx?$/ }, handler: (code) => ({ code: `${code}\\n`, map: null }) } }];\n';

const scratch = await mkdtemp(join(tmpdir(), 'paintbox-bench-plugins-'));
try {
  const none = await sample('none');
  const idle = await sample('idle', NO_HOOK);
  const busy = await sample('busy', ONE_TRANSFORM);
  const over = [
    ...(await compare('the sample application, processor time', 'processor', [
      { name: 'no plugin', command: (out) => paintbox(none, out) },
      { name: 'a plugin without a hook', command: (out) => paintbox(idle, out), most: 1.05 },
      { name: 'one transform of each own source', command: (out) => paintbox(busy, out), most: 1.3 },
    ])),
    ...(await compare('Vue, whole job', 'ms', [
      { name: viteOf('vue'), command: vite(source('vue')) },
      { name: 'paintbox', command: (out) => paintbox(source('vue'), out), most: 0.8 },
    ])),
    ...(await compare('Svelte, whole job', 'ms', [
      { name: viteOf('svelte'), command: vite(source('svelte'), 'vite.peer.mjs') },
      { name: 'paintbox', command: (out) => paintbox(source('svelte'), out), most: 0.8 },
    ])),
  ];
  for (const line of over) console.log(line);
  if (over.length > 0) process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** A copy of the sample application, its packages shared, with a file of plugins or without. */
async function sample(name, plugins) {
  const dir = join(scratch, name);
  await cp(app, dir, { recursive: true, filter: (path) => !/[\\/](node_modules|dist)$/.test(path) });
  await symlink(join(app, 'node_modules'), join(dir, 'node_modules'), 'junction');
  if (plugins) {
    const manifest = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
    await writeFile(join(dir, 'paintbox.plugins.mjs'), plugins);
    await writeFile(join(dir, 'package.json'), JSON.stringify({ ...manifest, paintbox: { ...manifest.paintbox, plugins: './paintbox.plugins.mjs' } }));
  }
  return dir;
}

/** Prints a table, in which the first contender is 1, and returns a line for each that takes more than it may. */
async function compare(title, measured, contenders) {
  const runs = contenders.map(() => []);
  for (let run = 0; run <= Number(values.runs); run++) {
    for (const [i, { command }] of contenders.entries()) {
      const out = join(scratch, 'out');
      await rm(out, { recursive: true, force: true });
      const result = await measureProcessor(...command(out), { env: { ...process.env, NODE_ENV: 'production', PAINTBOX_CACHE: 'off' } });
      if (run > 0) runs[i].push(result); // the first warms the disk cache
    }
    process.stderr.write(`${title}: run ${run} of ${values.runs}\n`);
  }
  const rows = contenders.map((contender, i) => ({ ...contender, ms: median(runs[i], 'ms'), processor: median(runs[i], 'processor') }));
  console.log(`| ${title} | time | processor | ratio | at most |\n| --- | ---: | ---: | ---: | ---: |`);
  const over = [];
  for (const { name, most, ...row } of rows) {
    const ratio = row[measured] / rows[0][measured];
    console.log(`| ${name} | ${Math.round(row.ms)} ms | ${Math.round(row.processor)} ms | ${ratio.toFixed(2)} | ${most ?? ''} |`);
    if (most && ratio > most) over.push(`${title}: ${name} takes ${ratio.toFixed(2)}, at most ${most} is allowed.`);
  }
  console.log();
  return over;
}

function median(runs, key) {
  const sorted = runs.map((run) => run[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
