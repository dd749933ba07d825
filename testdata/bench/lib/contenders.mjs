// Who builds the application, and how.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
export const app = fileURLToPath(new URL('../../paintbox', import.meta.url));

/**
 * @typedef Contender
 * @property {string} name
 * @property {'deploy' | 'link'} kind deploy: everything that is published, compressed; link: the bundle alone
 * @property {(out: string, from?: string) => [string, string[]]} command
 * @property {(command: [string, string[]], kept: string) => [string, string[]]} [warm] the command where results are kept in a directory; none where nothing can be
 */

const peer = (name) => ({
  name,
  kind: 'deploy',
  command: (out, from = app) => [process.execPath, [fileURLToPath(new URL(`../peers/${name}.mjs`, import.meta.url)), from, out, '--compress']],
});

const paintbox = (binary, name, kind, flags) => ({
  name,
  kind,
  command: (out, from = app) => [binary, ['build', '--cwd', from, '--outdir', out, ...flags]],
  ...(kind === 'deploy' && { warm: (command) => command }), // PAINTBOX_CACHE names the directory
});

/** esbuild's own binary with flags only, and so without what plug-ins add: as fast as it can be. */
function plainEsbuild(out) {
  const binary = require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
  const loaders = ['svg', 'png', 'woff', 'woff2'].map((type) => `--loader:.${type}=file`);
  const entries = ['src/main.tsx', 'src/styles/boot.css'].map((path) => join(app, path));
  return [
    binary,
    [...entries, '--bundle', '--splitting', '--minify', '--format=esm', `--outdir=${out}`, '--log-level=error', ...loaders],
  ];
}

/** @param {string | null} binary paintbox, or null to measure the peers alone */
export function contenders(binary) {
  const peers = [peer('esbuild'), peer('rolldown'), peer('rspack')];
  const link = { name: 'esbuild --bundle --splitting --minify', kind: 'link', command: plainEsbuild };
  Object.assign(peers[2], { warm: ([node, args], kept) => [node, [...args, `--cache=${kept}`]] });
  if (!binary) return [...peers, link];
  return [
    paintbox(binary, 'paintbox', 'deploy', []),
    ...peers,
    paintbox(binary, 'paintbox --no-compress --no-service-worker', 'link', ['--no-compress', '--no-service-worker']),
    link,
  ];
}
