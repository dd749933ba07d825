// Wall time and peak memory of a whole process tree.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const SAMPLE_MS = 25;

/**
 * Runs a command to its end. Peak memory is the sum over its processes of the most that each had resident: Linux
 * keeps that figure (VmHWM) while a process lives. Where there is no /proc, it is NaN.
 * @returns {Promise<{ms: number, peakBytes: number}>} rejects when the command fails
 */
export function measure(command, args, options = {}) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  const peaks = new Map();
  const timer = setInterval(() => sample(child.pid, peaks), SAMPLE_MS);
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = performance.now() - started;
      if (code !== 0) reject(new Error(`${command} exited with ${code}: ${errors.slice(0, 2000)}`));
      else resolve({ ms, peakBytes: peaks.size ? [...peaks.values()].reduce((a, b) => a + b) : NaN });
    });
  }).finally(() => clearInterval(timer));
}

function sample(pid, peaks) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
    if (kibibytes) peaks.set(pid, Number(kibibytes) * 1024);
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
      if (children) children.split(' ').forEach((child) => sample(child, peaks));
    }
  } catch {
    // The process has just ended, or this is not Linux.
  }
}
