// node names.mjs --paintbox FILE [--paintbox FILE …]: edits the sample application ten times, each time from its first state,
// and counts how many files got another name although the modules in them are the same. Several programs are compared.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const run = promisify(execFile);
const sample = join(dirname(fileURLToPath(import.meta.url)), '..', 'paintbox');
const routes = 'src/app/routes.tsx';

const { values } = parseArgs({ options: { paintbox: { type: 'string', multiple: true } } });
if (!values.paintbox) throw new Error('name the binary: node names.mjs --paintbox ../../bin/paintbox');

/** What people do to an application: a title, and the files that change, each by a function of its text. */
const edits = [
  ['no route Settings', { [routes]: without('settings') }],
  ['no route Schedule', { [routes]: without('schedule') }],
  ['no route Estimate', { [routes]: without('estimate') }],
  ['a new route without packages', { ...newRoute('Help', 'export default function HelpPage() { return <p>Help</p>; }\n') }],
  ['a new route with a table of MUI', {
    ...newRoute('Crew', "import { Table, TableBody, TableCell, TableRow } from '@mui/material';\nexport default function CrewPage() { return <Table><TableBody><TableRow><TableCell>Ada</TableCell></TableRow></TableBody></Table>; }\n"),
  }],
  ['a new route with charts and a workbook', {
    ...newRoute('Sales', "import { Bar, BarChart } from 'recharts';\nimport { utils } from 'xlsx';\nexport default function SalesPage() { return <BarChart data={[utils.decode_cell('A1')]}><Bar dataKey=\"c\" /></BarChart>; }\n"),
  }],
  ['one line of a route', { 'src/routes/settings/SettingsPage.tsx': (text) => text.replace('Kept in this browser', 'Kept in this browser only') }],
  ['one line of what all share', { 'src/domain/format.ts': (text) => text.replace("' h`", "' hours`").replace('} h`', '} hours`') }],
  ['one more function of lodash-es in a route', {
    'src/routes/settings/SettingsPage.tsx': (text) => "import { kebabCase } from 'lodash-es';\n" + text.replace('id={`company-${field}`}', 'id={`company-${kebabCase(field)}`}'),
  }],
  ['a package less: date-fns formats no more', {
    'src/domain/format.ts': (text) => text.replace("import { differenceInCalendarDays, format, parseISO } from 'date-fns';", "import { differenceInCalendarDays, parseISO } from 'date-fns';")
      .replace("format(parseISO(day), 'd MMM yyyy')", 'parseISO(day).toDateString()').replace("format(parseISO(`${month}-01`), 'MMM yy')", 'month'),
  }],
];

/** Takes a route out of the list. */
function without(name) {
  return (text) => text.replace(new RegExp(`  \\{\\n    name: '${name}',[^}]*\\},\\n`), '');
}

/** Adds a route whose page is the text given. */
function newRoute(name, page) {
  const file = `src/routes/${name.toLowerCase()}/${name}Page.tsx`;
  return {
    [file]: () => page,
    [routes]: (text) => text.replace(/\];\n$/, `  { name: '${name}', title: '${name}', path: '/${name}', link: '/${name}', icon: SettingsIcon, page: lazy(() => import('@/routes/${name.toLowerCase()}/${name}Page')) },\n];\n`),
  };
}

/** A copy of the sample with some files changed. */
async function project(dir, changes) {
  await cp(sample, dir, { recursive: true, filter: (from) => !['node_modules', 'dist'].includes(basename(from)) });
  await symlink(join(sample, 'node_modules'), join(dir, 'node_modules'));
  for (const [file, change] of Object.entries(changes)) {
    const old = await readFile(join(dir, file), 'utf8').catch(() => '');
    const text = change(old);
    if (text === old) throw new Error(`${file}: the edit changes nothing`);
    await cp(join(sample, 'package.json'), join(dir, dirname(file), '.keep')); // makes the directory
    await rm(join(dir, dirname(file), '.keep'));
    await writeFile(join(dir, file), text);
  }
}

/** The scripts and sheets of a build: what is in each, its name without and with its hash. */
async function build(tool, dir, importMap) {
  await writeFile(join(dir, 'paintbox.json'), JSON.stringify({ chunks: { importMap } }));
  const { stdout } = await run(resolve(tool), ['build', '--cwd', dir, '--no-compress', '--json'], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout).files.filter(({ kind }) => kind === 'js' || kind === 'css')
    .map(({ name, path, modules = [], kind }) => ({ name, path, holds: kind + JSON.stringify(modules.map(({ module, bytes }) => [module, bytes]).sort()) }));
}

/** How many files of the first build are in the second by another name, and how many a returning visitor loads again. */
function compare(before, after) {
  const once = (files) => files.filter(({ holds }) => files.filter((f) => f.holds === holds).length === 1);
  const names = new Map(once(after).map(({ holds, name }) => [holds, name]));
  const paths = new Set(before.map(({ path }) => path));
  return {
    renamed: once(before).filter(({ holds, name }) => names.has(holds) && names.get(holds) !== name).length,
    fresh: after.filter(({ path }) => !paths.has(path)).length,
    files: after.length,
  };
}

const scratch = await mkdtemp(join(tmpdir(), 'paintbox-names-'));
try {
  for (const tool of values.paintbox) {
    console.log(`${tool}\n${'edit'.padEnd(44)} renamed  new names  with import map  files`);
    const sum = [0, 0, 0];
    const first = join(scratch, 'first');
    await rm(first, { recursive: true, force: true });
    await project(first, {});
    const before = [await build(tool, first, false), await build(tool, first, true)];
    for (const [title, changes] of edits) {
      const dir = join(scratch, 'edited');
      await rm(dir, { recursive: true, force: true });
      await project(dir, changes);
      const [plain, mapped] = [compare(before[0], await build(tool, dir, false)), compare(before[1], await build(tool, dir, true))];
      [plain.renamed, plain.fresh, mapped.fresh].forEach((n, i) => (sum[i] += n));
      console.log(`${title.padEnd(44)} ${String(plain.renamed).padStart(7)} ${String(plain.fresh).padStart(10)} ${String(mapped.fresh).padStart(16)} ${String(plain.files).padStart(6)}`);
    }
    console.log(`${'sum'.padEnd(44)} ${String(sum[0]).padStart(7)} ${String(sum[1]).padStart(10)} ${String(sum[2]).padStart(16)}`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
