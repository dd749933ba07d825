// Rolldown with the groups, and strictExecutionOrder, without which its output does not run. It has no CSS: esbuild
// bundles the style sheets, and each chunk loads the sheet of its modules.
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { rolldown } from 'rolldown';

import { moduleFilter, rewriteAssetUrls } from '../lib/asset-urls.mjs';
import { compress } from '../lib/compress.mjs';
import { groups, maxSize, minSize } from '../lib/groups.mjs';
import { assetUrl, assets, commandLine, loadStyle, pageEntries, writePage } from '../lib/page.mjs';

const { app, out, compressed } = commandLine();
const context = resolve(app);
const dir = resolve(out, assets);

const options = {
  cwd: context,
  tsconfig: join(context, 'tsconfig.json'),
  platform: 'browser',
  transform: { target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' } },
  logLevel: 'silent',
};
const output = {
  dir,
  entryFileNames: '[name]-[hash].js',
  chunkFileNames: '[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
  minify: true,
};

async function bundleWorker(path) {
  const codeSplitting = { groups: groups.map((group) => ({ ...group, entriesAware: true })), maxSize, minSize };
const build = await rolldown({ ...options, input: path });
  const result = await build.write(output);
  await build.close();
  return assetUrl(result.output[0].fileName);
}

const assetUrls = {
  name: 'asset-urls',
  load: {
    filter: { id: moduleFilter },
    handler: (id) => rewriteAssetUrls(id, bundleWorker),
  },
};

const files = {
  name: 'files',
  load: {
    filter: { id: /\.(svg|png)$/ },
    async handler(id) {
      const reference = this.emitFile({ type: 'asset', name: basename(id), source: await readFile(id) });
      return { code: `export default import.meta.ROLLUP_FILE_URL_${reference}`, moduleType: 'js' };
    },
  },
};

/** Bundles a style sheet; of a CSS module the script that exports its class names comes along. */
async function bundleStyle(path) {
  const file = JSON.stringify(path);
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: path.endsWith('.module.css') ? `export { default } from ${file}` : `import ${file}`,
      resolveDir: context,
    },
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true, // not identifiers: the class names of separate builds would collide
    format: 'esm',
    outdir: dir,
    publicPath: assetUrl(''),
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'file', '.woff': 'file', '.woff2': 'file' },
    write: false,
    logLevel: 'error',
  });
  const [[script], [sheet]] = ['.js', '.css'].map((suffix) => outputFiles.filter(({ path }) => path.endsWith(suffix)));
  return { script, sheet, files: outputFiles.filter((file) => file !== script && file !== sheet) };
}

const sheets = new Map();

const styles = {
  name: 'styles',
  load: {
    filter: { id: /\.css$/ },
    async handler(id) {
      const { script, sheet, files } = await bundleStyle(id);
      sheets.set(id, sheet.text);
      for (const { path, contents } of files) {
        this.emitFile({ type: 'asset', fileName: basename(path), source: contents });
      }
      return { code: script.text, moduleType: 'js', moduleSideEffects: true };
    },
  },
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      const source = chunk.moduleIds?.map((id) => sheets.get(id) ?? '').join('');
      if (!source) continue;
      const reference = this.emitFile({ type: 'asset', name: `${chunk.name}.css`, source });
      const fileName = this.getFileName(reference);
      if (!chunk.isEntry) chunk.code = loadStyle(assetUrl(fileName)) + chunk.code;
    }
  },
};

const codeSplitting = { groups: groups.map((group) => ({ ...group, entriesAware: true })), maxSize, minSize };
const build = await rolldown({
  ...options,
  input: { main: resolve(app, pageEntries.main) },
  plugins: [assetUrls, files, styles],
});
const bundle = await build.write({ ...output, strictExecutionOrder: true, codeSplitting });
await build.close();

const main = bundle.output.find(({ isEntry }) => isEntry);
const mainSheet = bundle.output.find(({ names }) => names?.includes('main.css'));
const boot = await esbuild.build({
  entryPoints: [resolve(app, pageEntries.boot)],
  bundle: true,
  minify: true,
  outdir: dir,
  entryNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'error',
});
await writePage(app, out, {
  scripts: [assetUrl(main.fileName)],
  styles: [...Object.keys(boot.metafile.outputs).map((path) => basename(path)), mainSheet.fileName].map(assetUrl),
  preload: main.imports.map(assetUrl),
});
if (compressed) await compress(out);
