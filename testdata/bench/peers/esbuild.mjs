// node peers/esbuild.mjs APP OUT: what plain esbuild makes of the application, with the few lines that
// new URL(…, import.meta.url) and module workers need. It has no groups and no size limits.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';

import { pageEntries, writePage } from '../lib/page.mjs';

const [app, out] = process.argv.slice(2).map((path) => resolve(path));

const options = {
  absWorkingDir: app,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  outdir: join(out, 'assets'),
  publicPath: '/assets',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.svg': 'file', '.png': 'file', '.woff': 'file', '.woff2': 'file' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'error',
};

const urlPattern = /new URL\('([^']+)', import\.meta\.url\)/g;

/** Turns new URL('./x', import.meta.url) into the URL of an emitted file; workers are bundled first. */
const assetUrls = {
  name: 'asset-urls',
  setup(build) {
    build.onLoad({ filter: /\/src\/.*\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      const imports = [];
      const workers = new Map();
      for (const [, file] of source.matchAll(urlPattern)) {
        if (/\.ts$/.test(file)) workers.set(file, await bundleWorker(join(dirname(path), file)));
        else imports.push(file);
      }
      const head = imports.map((file, i) => `import assetUrl${i} from '${file}';`).join('');
      const body = source.replace(urlPattern, (_, file) => {
        const url = workers.has(file) ? JSON.stringify(workers.get(file)) : `assetUrl${imports.indexOf(file)}`;
        return `new URL(${url}, import.meta.url)`;
      });
      return { contents: head + body, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

async function bundleWorker(path) {
  const { metafile } = await esbuild.build({ ...options, splitting: false, entryPoints: [path] });
  return `/assets/${basename(Object.keys(metafile.outputs)[0])}`;
}

const { metafile } = await esbuild.build({ ...options, entryPoints: Object.values(pageEntries), plugins: [assetUrls] });

const url = (output) => `/assets/${basename(output)}`;
const outputOf = (entry) => Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
const [script, { cssBundle }] = outputOf(pageEntries.main);
const [boot] = outputOf(pageEntries.boot);
await writePage(app, out, { scripts: [url(script)], styles: [boot, cssBundle].map(url) });
