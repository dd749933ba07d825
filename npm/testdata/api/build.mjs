// The programmatic interface, from an ES module.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { build, PaintboxError } from 'paintbox';
import * as all from 'paintbox';

assert.deepEqual(Object.keys(all).filter((k) => k !== 'default' && k !== 'module.exports').sort(), ['PaintboxError', 'build', 'check']);

const report = await build({ outdir: 'api', define: { DEBUG: 'false' }, external: ['left', 'right'], compress: false, serviceWorker: true, budgets: undefined, emptyOutdir: false });
assert.equal(report.schema, 1);
assert.equal(report.outdir, 'api');
assert.ok(report.total.raw > 0 && report.run.milliseconds > 0);
assert.deepEqual(report.entries.map((e) => e.page), ['index.html']);
assert.ok(existsSync('api/sw.js') && !report.files.some((f) => existsSync(`api/${f.path}.gz`)));
writeFileSync('report.json', JSON.stringify(report));

const failure = (promise) => promise.then(() => assert.fail('no error'), (error) => error);

const wrong = await failure(build({ maxSise: 1 }));
assert.ok(wrong instanceof PaintboxError && wrong instanceof Error);
assert.equal(wrong.name, 'PaintboxError');
assert.equal(wrong.exitCode, 2);
assert.match(wrong.message, /^unknown flag: --max-sise \(did you mean --max-size\?\)$/);
assert.match(wrong.stderr, /^error: unknown flag/);
assert.equal(wrong.report, undefined);

writeFileSync('src/broken.js', 'let a = 1;\nlet = ;\n');
const broken = await failure(build({ entries: ['src/broken.js'], outdir: 'api' }));
assert.equal(broken.exitCode, 1);
assert.deepEqual([broken.messages[0].file, broken.messages[0].line], ['src/broken.js', 2]);
assert.match(broken.message, /^src\/broken\.js:2:\d+: /);

const over = await failure(build({ outdir: 'api', budget: '100B', baseline: 'none.json' }));
assert.equal(over.exitCode, 3);
assert.equal(over.report.budgets.exceeded, true);
assert.equal(over.report.budgets.results.find((r) => r.status === 'over').subject, 'total');
assert.match(over.message, /^budget exceeded: total [^\n]*$/);

const stopped = await failure(build({ signal: AbortSignal.abort() }));
assert.equal(stopped.name, 'AbortError');
const controller = new AbortController();
const stopping = build({ outdir: 'stopped', signal: controller.signal });
setTimeout(() => controller.abort(), 5);
assert.equal((await failure(stopping)).name, 'AbortError');
assert.ok(!existsSync('stopped'));

process.env.PAINTBOX_BINARY = 'nowhere';
assert.match((await failure(build())).message, /^PAINTBOX_BINARY names .*nowhere, which does not exist/);
process.env.PAINTBOX_BINARY = process.execPath;
const other = await failure(build());
assert.ok(other instanceof PaintboxError && other.report === undefined, 'another program');
delete process.env.PAINTBOX_BINARY;

assert.equal(JSON.parse(readFileSync('node_modules/paintbox/package.json', 'utf8')).version, report.paintbox);
