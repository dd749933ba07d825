// Processor time of a whole process tree, which other load on the machine changes little.
import { spawn } from 'node:child_process';

/**
 * Runs a command to its end. The shell tells the processor time of all that the command waited for; where there is no
 * shell, as on Windows, it is NaN.
 * @returns {Promise<{ms: number, processor: number}>} milliseconds; rejects when the command fails
 */
export function measureProcessor(command, args, options = {}) {
  const started = performance.now();
  const told = process.platform !== 'win32';
  const line = told ? ['sh', ['-c', '"$@" >/dev/null || exit; times', 'sh', command, ...args]] : [command, args];
  const child = spawn(...line, { stdio: ['ignore', told ? 'pipe' : 'ignore', 'pipe'], ...options });
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = performance.now() - started;
      if (code !== 0) reject(new Error(`${command} exited with ${code}: ${errors.slice(0, 2000)}`));
      else resolve({ ms, processor: told ? parseTimes(output) : NaN });
    });
  });
}

/** The second line of times is what children took, as 0m1.5s 0m0.25s. */
function parseTimes(output) {
  const children = output.trim().split('\n')[1];
  let total = 0;
  for (const [, minutes, seconds] of children.matchAll(/(\d+)m([\d.]+)s/g)) total += Number(minutes) * 60_000 + Number(seconds) * 1000;
  return total;
}
