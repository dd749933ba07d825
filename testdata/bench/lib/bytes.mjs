// Sizes of what a build published.
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

const size = (path) => stat(path).then((file) => file.size);

/** What a browser that accepts brotli receives: the .br sibling where there is one. */
export const transferred = (path) => size(`${path}.br`).catch(() => size(path));

/** Raw and brotli bytes of all that is served, and the number and largest size of scripts. */
export async function outputSize(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const total = { files: 0, raw: 0, brotli: 0, scripts: 0, largestScript: 0 };
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || /\.(gz|br|map)$/.test(path) || path.includes('.paintbox')) continue;
    const raw = await size(path);
    total.files++;
    total.raw += raw;
    total.brotli += await transferred(path);
    if (extname(path) === '.js') {
      total.scripts++;
      total.largestScript = Math.max(total.largestScript, raw);
    }
  }
  return total;
}
