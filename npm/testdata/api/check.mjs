// check, and comparing with a baseline.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { build, check, PaintboxError } from 'paintbox';

await build({ outdir: 'checked', writeBaseline: 'baseline.json' });
const same = await check({ directory: 'checked', baseline: 'baseline.json', reporter: ['markdown=report.md', 'junit=report.xml'] });
assert.equal(same.outdir, 'checked');
assert.equal(same.budgets.compared, true);
assert.match(readFileSync('report.md', 'utf8'), /^<!-- paintbox-report -->/);
assert.ok(existsSync('report.xml'));

writeFileSync('strict.json', JSON.stringify({ outdir: 'checked', budgets: [{ type: 'total', maxIncrease: '10B' }] }));
writeFileSync('checked/more.txt', 'more();'.repeat(10));
await assert.rejects(check({ config: 'strict.json', baseline: 'baseline.json' }), (error) => {
  assert.ok(error instanceof PaintboxError);
  assert.equal(error.exitCode, 3);
  const [result] = error.report.budgets.results;
  assert.deepEqual([result.subject, result.limit, result.status, result.actual], ['total', 'maxIncrease', 'over', 70]);
  return true;
});
await assert.rejects(check({ directory: 'nowhere' }), { exitCode: 2, message: /no directory nowhere/ });
await assert.rejects(check({ directory: 'checked', baseline: 'none.json', requireBaseline: true }), { exitCode: 2, message: /no baseline none\.json/ });
