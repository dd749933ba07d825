// node shapes.mjs --paintbox FILE [--runs N]: builds applications that are large in one way each, beside esbuild's own
// bundling: what does not grow in proportion shows here first. 20,000 modules of one line are meant to take at most 1.5
// of esbuild's time.
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { measure } from './lib/measure.mjs';

const require = createRequire(import.meta.url);

const { values } = parseArgs({ options: { paintbox: { type: 'string' }, runs: { type: 'string', default: '3' } } });
if (!values.paintbox) throw new Error('name the binary: node shapes.mjs --paintbox ../../bin/paintbox');

const numbers = (n) => Array.from({ length: n }, (_, i) => i);

/** Sources by their paths; `limit` is what is meant to be taken of esbuild's time at most. */
const shapes = [
  {
    name: '20,000 modules of one line',
    limit: 1.5,
    files() {
      const above = (i) => Math.floor((i - 1) / 2);
      const one = (i) => (i ? `import { v${above(i)} as p } from "./m${above(i)}.js"; export const v${i} = p + ${i};\n` : 'export const v0 = 0;\n');
      const main = numbers(20_000).map((i) => `import { v${i} } from "./m/m${i}.js"; s += v${i};\n`);
      return { 'main.js': `let s = 0;\n${main.join('')}console.log(s);\n`, ...Object.fromEntries(numbers(20_000).map((i) => [`m/m${i}.js`, one(i)])) };
    },
  },
  {
    name: '1,500 lazy routes',
    files() {
      const shared = (i) => [...new Set([i % 97, i % 31])];
      const route = (i) => `${shared(i).map((n) => `import { s${n} } from "../s/s${n}.js";\n`).join('')}export default () => console.log("route ${i}", ${shared(i).map((n) => `s${n}`).join()});\n`;
      return {
        'main.js': numbers(1500).map((i) => `addEventListener("r${i}", () => import("./r/r${i}.js").then((m) => m.default()));\n`).join(''),
        ...Object.fromEntries(numbers(1500).map((i) => [`r/r${i}.js`, route(i)])),
        ...Object.fromEntries(numbers(97).map((i) => [`s/s${i}.js`, `export const s${i} = [${i}, Math.random()];\n`])),
      };
    },
  },
  {
    name: '40,000 statements in one module',
    files() {
      const one = (i) => (i % 3 ? `var a${i} = () => a${i - 1} + ${i};\n` : i % 2 ? `console.log(a${i - 1}); var a${i} = ${i};\n` : `function a${i}() { return ${i}; }\n`);
      return { 'main.js': numbers(40_000).map(one).join('') };
    },
  },
  {
    name: 'a barrel of 8,000, taken as a whole',
    files: () => ({
      'main.js': 'import * as all from "./index.js"; globalThis.x = all;',
      'index.js': numbers(8000).map((i) => `export * from "./i/i${i}.js";\n`).join(''),
      ...Object.fromEntries(numbers(8000).map((i) => [`i/i${i}.js`, `export const Icon${i} = { path: "M${i} ${(i * 7) % 1000}", draw() { return ${i}; } };\n`])),
    }),
  },
  {
    name: 'a chain of 4,000 modules',
    files: () => Object.fromEntries(numbers(4000).map((i) => [i ? `c${i}.js` : 'main.js', i < 3999 ? `import { v${i + 1} } from "./c${i + 1}.js"; export const v${i} = [v${i + 1}]; console.log(${i});\n` : `export const v${i} = 1;\n`])),
  },
];

const esbuild = () => require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
const commands = {
  paintbox: (dir, out) => [resolve(values.paintbox), ['build', 'main.js', '--cwd', dir, '--outdir', out, '--no-compress', '--no-service-worker', '--no-budgets']],
  esbuild: (dir, out) => [esbuild(), ['main.js', '--bundle', '--splitting', '--minify', '--format=esm', `--outdir=${out}`, '--log-level=error']],
};
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

const scratch = await mkdtemp(join(tmpdir(), 'paintbox-shapes-'));
try {
  console.log('shape                                paintbox    esbuild   ratio   memory');
  for (const shape of shapes) {
    const dir = join(scratch, 'app');
    for (const [name, text] of Object.entries(shape.files())) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), text);
    }
    await writeFile(join(dir, 'package.json'), '{ "name": "shape", "type": "module" }');
    const took = { paintbox: [], esbuild: [] };
    for (let run = 0; run <= Number(values.runs); run++) {
      for (const [name, command] of Object.entries(commands)) {
        const out = join(scratch, 'out');
        await rm(out, { recursive: true, force: true });
        const result = await measure(...command(dir, out), { cwd: dir, env: { ...process.env, PAINTBOX_CACHE: 'off' } });
        if (run > 0) took[name].push(result); // the first warms the disk cache
      }
    }
    const of = (name, key) => median(took[name].map((result) => result[key]));
    const ratio = of('paintbox', 'ms') / of('esbuild', 'ms');
    const memory = of('paintbox', 'peakBytes') / of('esbuild', 'peakBytes');
    console.log(`${shape.name.padEnd(36)} ${Math.round(of('paintbox', 'ms')).toString().padStart(5)} ms ${Math.round(of('esbuild', 'ms')).toString().padStart(7)} ms ${ratio.toFixed(2).padStart(7)} ${memory.toFixed(2).padStart(8)}`);
    if (ratio > (shape.limit ?? Infinity)) console.log(`  at most ${shape.limit} of esbuild's time is meant`);
    await rm(dir, { recursive: true });
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
