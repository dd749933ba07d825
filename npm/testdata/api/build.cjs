// The programmatic interface, from a CommonJS module.
const assert = require('node:assert/strict');
const { build, PaintboxError } = require('paintbox');
const { version } = require('paintbox/package.json');

assert.ok(require('paintbox/schema.json').properties.budgets, 'the schema of paintbox.json');

build({ cwd: process.cwd(), outdir: 'common', entries: ['src/greeting.js'] })
  .then(async (report) => {
    assert.equal(report.paintbox, version);
    assert.deepEqual(report.entries.map((e) => e.source), ['src/greeting.js']);
    assert.ok(report.files.some((f) => f.kind === 'js'));
    await assert.rejects(build({ entries: ['src/none.js'] }), (error) => error instanceof PaintboxError && error.exitCode === 2);
    console.log('done');
  })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
