// The programmatic interface: each function runs the program with --json and
// gives what it printed. index.d.ts describes both.
'use strict';

const { spawn } = require('node:child_process');
const { binary } = require('./binary.js');

class PaintboxError extends Error {
  constructor(message, { exitCode, messages = [], report, stderr = '' }) {
    super(message);
    this.name = 'PaintboxError';
    this.exitCode = exitCode;
    this.messages = messages;
    this.report = report;
    this.stderr = stderr;
  }
}

const build = ({ entries = [], cwd, signal, ...options } = {}) => run(['build', ...flags(options), '--', ...entries], { cwd, signal });

const check = ({ directory, cwd, signal, ...options } = {}) => run(['check', ...flags(options), '--', ...(directory ? [directory] : [])], { cwd, signal });

// Settings that are on unless they are false.
const on = new Set(['compress', 'serviceWorker', 'cache', 'budgets', 'node']);

// flags turns { maxSize: '200KB', external: ['a', 'b'], define: { X: '1' }, compress: false }
// into --max-size=200KB --external=a --external=b --define=X=1 --no-compress.
const flags = (options) =>
  Object.entries(options).flatMap(([key, value]) => {
    const flag = `--${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
    if (value === undefined || value === null) return [];
    if (typeof value === 'boolean') {
      if (value === on.has(key)) return [];
      return value ? [flag] : [`--no-${flag.slice(2)}`];
    }
    if (Array.isArray(value)) return value.map((v) => `${flag}=${v}`);
    if (typeof value === 'object') return Object.entries(value).map(([name, v]) => `${flag}=${name}=${v}`);
    return [`${flag}=${value}`];
  });

const run = async ([command, ...args], { cwd, signal }) => {
  const { code, killedBy, stdout, stderr } = await output(binary(), [command, '--json', ...args], { cwd, signal });
  const failed = (message, more) => new PaintboxError(message, { exitCode: code, stderr, ...more });
  let value;
  try {
    value = JSON.parse(stdout);
  } catch {
    throw failed(stderr.trim() || `paintbox ${command} ended with ${killedBy ?? `exit status ${code}`} and without a report`);
  }
  if (value.error) throw failed(value.error.messages.map(text).join('\n'), { messages: value.error.messages });
  if (code !== 0) throw failed(errors(stderr) || `paintbox ${command} ended with exit status ${code}`, { report: value });
  return value;
};

// errors leaves out warnings.
const errors = (stderr) => Array.from(stderr.matchAll(/^error: (.*)$/gm), ([, line]) => line).join('\n');

const text = ({ file, line, column, text, note }) => {
  const place = [file, line, column].filter(Boolean).join(':');
  return `${place ? `${place}: ` : ''}${text}${note ? ` (${note})` : ''}`;
};

// output waits for the end of the program, also where an AbortSignal asks for it.
const output = (file, args, { cwd, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let stdout = '';
    let stderr = '';
    let aborted;
    child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
    child.on('error', (error) => {
      if (error.name === 'AbortError' && child.pid) aborted = error;
      else reject(error);
    });
    child.on('close', (code, killedBy) => (aborted ? reject(aborted) : resolve({ code, killedBy, stdout, stderr })));
  });

exports.build = build;
exports.check = check;
exports.PaintboxError = PaintboxError;
