// node vite.mjs APP OUT [CONFIG]: builds an application with its own Vite, and compresses the output.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { compress } from '../lib/compress.mjs';

const [app, out, config] = process.argv.slice(2);
const { build } = await import(pathToFileURL(createRequire(join(app, 'package.json')).resolve('vite')));
process.chdir(app);
await build({ logLevel: 'error', build: { outDir: out, emptyOutDir: true }, ...(config && { configFile: config }) });
await compress(out);
