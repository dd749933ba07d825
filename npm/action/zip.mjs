import { inflateRawSync } from 'node:zlib';

// Layouts are those of PKWARE's APPNOTE 6.3: 4.3.16 (end of the central directory),
// 4.3.12 (its entries) and 4.3.7 (local headers).
const end = 0x06054b50;
const entry = 0x02014b50;

// No baseline is larger, in bytes.
const most = 32_000_000;

/** The content of a file in a zip archive. Throws where the archive is damaged or does not hold it. */
export const unzip = (zip, name) => {
  let at = zip.length - 22;
  while (at >= 0 && zip.readUInt32LE(at) !== end) at--;
  if (at < 0) throw new Error('the artifact is no zip archive');
  const count = zip.readUInt16LE(at + 10);
  at = zip.readUInt32LE(at + 16);
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== entry) throw new Error('the artifact is damaged');
    const [method, size, nameLength, extraLength, commentLength, local] =
      [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(start, start + size);
      if (method === 0) return data;
      try {
        return inflateRawSync(data, { maxOutputLength: most });
      } catch (error) {
        throw new Error(error.code === 'ERR_BUFFER_TOO_LARGE' ? `the artifact holds a ${name} that is larger than ${most / 1e6} MB` : 'the artifact is damaged', { cause: error });
      }
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  throw new Error(`the artifact holds no ${name}`);
};
