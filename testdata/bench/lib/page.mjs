// The HTML page and what it links to, for bundlers that do not read HTML.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const pageEntries = { main: 'src/main.tsx', boot: 'src/styles/boot.css' };

/** Where scripts, styles and other hashed files go, in the output directory and in URLs. */
export const assets = 'assets';
export const assetUrl = (fileName) => `/${assets}/${fileName}`;

/**
 * Writes index.html with the given URLs in place of the sources, and copies icons and manifest.
 * @param {{scripts: string[], styles: string[], preload?: string[]}} urls in the order of loading
 */
export async function writePage(app, out, { scripts, styles, preload = [] }) {
  const source = await readFile(join(app, 'index.html'), 'utf8');
  const lines = [
    ...preload.map((url) => `<link rel="modulepreload" href="${url}">`),
    ...styles.map((url) => `<link rel="stylesheet" href="${url}">`),
    ...scripts.map((url) => `<script type="module" src="${url}"></script>`),
  ];
  const html = source
    .replace(/ *<link rel="stylesheet"[^>]*>\n/, '')
    .replace(/ *<script type="module"[^>]*><\/script>\n/, lines.map((line) => `    ${line}\n`).join(''))
    .replaceAll('"./', '"/');
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'index.html'), html);
  for (const file of ['manifest.webmanifest', 'icons']) {
    await cp(join(app, file), join(out, file), { recursive: true });
  }
}

/** The statement that a chunk starts with to load its style sheet, for bundlers that do not load it. */
export const loadStyle = (url) =>
  `document.head.append(Object.assign(document.createElement("link"),{rel:"stylesheet",href:${JSON.stringify(url)}}));`;

/** The command line of every peer: APP OUT [--compress] [--cache=DIR]. */
export function commandLine() {
  const [app, out, ...flags] = process.argv.slice(2);
  if (!app || !out) throw new Error('usage: node peers/NAME.mjs APP OUT [--compress]');
  const kept = flags.find((flag) => flag.startsWith('--cache='))?.slice('--cache='.length);
  return { app, out, compressed: flags.includes('--compress'), kept };
}
