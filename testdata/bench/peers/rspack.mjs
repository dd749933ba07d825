// Rspack with the groups as cacheGroups; it handles CSS, workers and asset URLs by itself.
import { join, resolve } from 'node:path';
import { rspack } from '@rspack/core';

import { compress } from '../lib/compress.mjs';
import { groups, maxSize, minSize } from '../lib/groups.mjs';
import { assetUrl, assets, commandLine, pageEntries, writePage } from '../lib/page.mjs';

const { app, out, compressed, kept } = commandLine();
const context = resolve(app);

const config = {
  mode: 'production',
  context,
  devtool: false,
  cache: kept ? { type: 'persistent', storage: { type: 'filesystem', directory: resolve(kept) } } : false,
  target: ['web', 'es2022'],
  entry: { main: Object.values(pageEntries).map((path) => `./${path}`).reverse() },
  output: {
    path: resolve(out, assets),
    publicPath: assetUrl(''),
    filename: '[name]-[contenthash:8].js',
    cssFilename: '[name]-[contenthash:8].css',
    assetModuleFilename: '[name]-[contenthash:8][ext]',
  },
  resolve: {
    extensions: ['...', '.ts', '.tsx'],
    tsConfig: join(context, 'tsconfig.json'),
  },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: 'builtin:swc-loader',
        options: {
          jsc: {
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
            target: 'es2022',
          },
        },
      },
      { test: /\.css$/, type: 'css/auto', parser: { namedExports: false } },
      { test: /\.(svg|png|woff2?)$/, type: 'asset/resource' },
    ],
  },
  optimization: {
    splitChunks: {
      chunks: 'all',
      maxSize,
      minSize,
      cacheGroups: Object.fromEntries(groups.map(({ name, ...group }) => [name, group])),
    },
  },
};

const compiler = rspack(config);
const stats = await new Promise((done, failed) => compiler.run((error, result) => (error ? failed(error) : done(result))));
await new Promise((done, failed) => compiler.close((error) => (error ? failed(error) : done())));
if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));

const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
const files = entrypoints.main.assets.map(({ name }) => name);
const urls = (extension) => files.filter((name) => name.endsWith(extension)).map(assetUrl);
await writePage(app, out, { scripts: urls('.js'), styles: urls('.css') });
if (compressed) await compress(out);
