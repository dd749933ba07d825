// Writes .gz (level 9) and .br (level 11) siblings, in parallel on zlib's threads, as Paintbox does:
// for text of at least 1 KB, each only where it is smaller.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const THRESHOLD = 1000;
const extensions = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);

const encoders = [
  { suffix: '.gz', encode: (data) => promisify(gzip)(data, { level: 9 }) },
  {
    suffix: '.br',
    encode: (data) =>
      promisify(brotliCompress)(data, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
      }),
  },
];

export async function compress(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile() && extensions.has(extname(e.name))).map((e) => join(e.parentPath, e.name));
  const files = await Promise.all(paths.map(async (path) => ({ path, data: await readFile(path) })));
  const jobs = files
    .filter(({ data }) => data.length >= THRESHOLD)
    .sort((a, b) => b.data.length - a.data.length)
    .flatMap((file) => encoders.map((encoder) => ({ ...file, ...encoder })));
  await Promise.all(
    jobs.map(async ({ path, data, suffix, encode }) => {
      const encoded = await encode(data);
      if (encoded.length < data.length) await writeFile(path + suffix, encoded);
    }),
  );
}
