// Plain esbuild. It has no groups and no size limits; new URL(…, import.meta.url), module workers, the page and
// the style sheets of lazy routes are added by the few lines that they need.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';

import { moduleFilter, rewriteAssetUrls } from '../lib/asset-urls.mjs';
import { compress } from '../lib/compress.mjs';
import { assetUrl, assets, commandLine, loadStyle, pageEntries, writePage } from '../lib/page.mjs';

const { app, out, compressed } = commandLine();

const options = {
  absWorkingDir: resolve(app),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  outdir: resolve(out, assets),
  publicPath: assetUrl(''),
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.svg': 'file', '.png': 'file', '.woff': 'file', '.woff2': 'file' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'error',
};

async function bundleWorker(path) {
  const { metafile } = await esbuild.build({ ...options, entryPoints: [path] });
  return assetUrl(basename(Object.keys(metafile.outputs)[0]));
}

const assetUrls = {
  name: 'asset-urls',
  setup(build) {
    build.onLoad({ filter: moduleFilter }, async ({ path }) => {
      const contents = await rewriteAssetUrls(path, bundleWorker);
      return contents === null ? undefined : { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

const { metafile } = await esbuild.build({
  ...options,
  splitting: true,
  entryPoints: Object.values(pageEntries),
  plugins: [assetUrls],
});

const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({ ...output, name: basename(path) }));
const entry = (source) => outputs.find(({ entryPoint }) => entryPoint === source);
const main = entry(pageEntries.main);
const urls = (names) => names.map((name) => assetUrl(basename(name)));

for (const route of outputs.filter(({ cssBundle }) => cssBundle)) {
  if (route === main) continue;
  const path = join(options.outdir, route.name);
  await writeFile(path, loadStyle(assetUrl(basename(route.cssBundle))) + (await readFile(path, 'utf8')));
}
await writePage(app, out, {
  scripts: urls([main.name]),
  styles: urls([entry(pageEntries.boot).name, main.cssBundle]),
  preload: urls(main.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path)),
});
if (compressed) await compress(out);
