import { build, check, PaintboxError, type Report, type Result } from 'paintbox';
import { register } from 'paintbox/register';

const report: Report = await build({ entries: ['src/main.js'], maxSize: '200KB', budget: 4_000_000, define: { DEBUG: 'false' }, compress: false, cwd: 'app' });
const brotli: number = report.total.brotli;
const zstd: number = report.total.zstd ?? report.total.raw;
const broken = (r: Report): Result[] => r.budgets.results.filter((result) => result.status === 'over');

try {
  await check({ directory: 'dist', baseline: 'baseline.json', signal: new AbortController().signal });
} catch (error) {
  if (error instanceof PaintboxError && error.report) console.log(error.exitCode, broken(error.report), error.messages[0]?.line, brotli, zstd);
}

const registration: ServiceWorkerRegistration | undefined = await register('/sw.js', { onUpdate: (apply) => apply() });

// @ts-expect-error there is no such option
await build({ maxSise: '200KB' });
// @ts-expect-error true or false
await build({ compress: 'gzip' });
// @ts-expect-error a function
await register('/sw.js', { onUpdate: 1 });
export { registration };
