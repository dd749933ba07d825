// The second build: what a build costs that finds what an earlier one kept, where nothing has changed and where one line has.
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { app } from './contenders.mjs';
import { measure } from './measure.mjs';

const edited = 'src/routes/settings/SettingsPage.tsx';
const line = 'Kept in this browser';

/**
 * Builds a copy of the application three times for each run: from nothing, again, and with one line changed. Every
 * contender keeps what it keeps in a directory of its own.
 * @returns {Promise<Record<string, {ms: number, peakBytes: number}[]>>} by the state of the application
 */
export async function measureWarm({ command, warm, name }, scratch, runs) {
  const dir = join(scratch, 'application');
  const out = join(scratch, 'out');
  const kept = join(scratch, 'kept');
  await rm(dir, { recursive: true, force: true });
  await cp(app, dir, { recursive: true, filter: (from) => !['node_modules', 'dist'].includes(basename(from)) });
  await symlink(join(app, 'node_modules'), join(dir, 'node_modules'));
  const source = await readFile(join(dir, edited), 'utf8');
  if (!source.includes(line)) throw new Error(`${edited} has no line "${line}"`);
  const results = { cold: [], unchanged: [], edited: [] };
  for (let run = 0; run < runs; run++) {
    await rm(out, { recursive: true, force: true });
    await rm(kept, { recursive: true, force: true });
    await writeFile(join(dir, edited), source);
    const build = () => measure(...warm(command(out, dir), kept), { env: { ...process.env, PAINTBOX_CACHE: kept } });
    for (const state of Object.keys(results)) {
      if (state === 'edited') await writeFile(join(dir, edited), source.replace(line, `${line}, ${name} ${run}`));
      await new Promise((done) => setTimeout(done, 100)); // what changes while a build starts is no input that is known
      results[state].push(await build());
    }
  }
  return results;
}
