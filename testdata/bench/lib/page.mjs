// The HTML page and what it links to, for bundlers that do not read HTML.
import { mkdir, readFile, writeFile, cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const pageEntries = { main: 'src/main.tsx', boot: 'src/styles/boot.css' };

/**
 * Writes index.html with the given URLs in place of the sources, and copies icons and manifest.
 * @param {{scripts: string[], styles: string[]}} files in the order of loading
 */
export async function writePage(app, out, { scripts, styles }) {
  const source = await readFile(join(app, 'index.html'), 'utf8');
  const html = source
    .replace(/ *<link rel="stylesheet"[^>]*>\n/, styles.map((url) => `    <link rel="stylesheet" href="${url}">\n`).join(''))
    .replace(/ *<script type="module"[^>]*><\/script>\n/, scripts.map((url) => `    <script type="module" src="${url}"></script>\n`).join(''))
    .replaceAll('"./', '"/');
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'index.html'), html);
  for (const file of ['manifest.webmanifest', 'icons']) {
    await cp(join(app, file), join(out, file), { recursive: true });
  }
}
