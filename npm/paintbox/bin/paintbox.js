#!/usr/bin/env node
// Runs the program for this platform in this process's place: same arguments and
// streams, and the same end, be it an exit status or a signal.
'use strict';

const { spawn } = require('node:child_process');
const { binary } = require('../binary.js');

const fail = (message) => {
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = 1;
};

const run = (file) => {
  // Handlers first: a signal that came between would end this process alone.
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => forward(child, signal)]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  const child = spawn(file, process.argv.slice(2), { stdio: 'inherit' });
  child.on('error', (error) => fail(`cannot run ${file}: ${error.message} (install the package again, or set PAINTBOX_BINARY to the path of a paintbox program)`));
  child.on('exit', (code, signal) => {
    for (const [name, handler] of handlers) process.off(name, handler);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
};

// A terminal sends Ctrl-C to the program as well, and a second interrupt would
// end it before it has cleaned up. Windows always does, and its kill is no signal.
const forward = (child, signal) => {
  const terminal = process.platform === 'win32' || process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  if (signal !== 'SIGINT' || !terminal) child.kill(signal);
};

try {
  run(binary());
} catch (error) {
  fail(error.message);
}
