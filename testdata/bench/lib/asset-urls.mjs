// new URL('./file', import.meta.url), for bundlers that leave it as it is.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const pattern = /new URL\('([^']+)', import\.meta\.url\)/g;

/** Which modules may hold the pattern. */
export const moduleFilter = /[\\/]src[\\/].*\.tsx?$/;

/**
 * Turns new URL('./x.png', import.meta.url) into an import of the file, and
 * new URL('./x.ts', import.meta.url) into the URL that bundleWorker makes of it.
 * Resolves to the new source, or to null where there is nothing to turn.
 */
export async function rewriteAssetUrls(path, bundleWorker) {
  const source = await readFile(path, 'utf8');
  const files = [...source.matchAll(pattern)].map((match) => match[1]);
  if (files.length === 0) return null;
  const imports = [];
  const urls = new Map();
  for (const file of files) {
    if (file.endsWith('.ts')) {
      urls.set(file, JSON.stringify(await bundleWorker(join(dirname(path), file))));
    } else {
      urls.set(file, `assetUrl${imports.length}`);
      imports.push(`import assetUrl${imports.length} from '${file}';`);
    }
  }
  return imports.join('') + source.replace(pattern, (_, file) => `new URL(${urls.get(file)}, import.meta.url)`);
}
