// The GitHub Action: runs Paintbox once, with the baseline of the base branch and
// a report for every reader. action.yml passes its inputs as environment
// variables. It needs nothing but Node.js, on every runner.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchBaseline } from './baseline.mjs';
import { cached, mayWrite } from './cache.mjs';
import { writeComment } from './comment.mjs';
import { client } from './github.mjs';
import { words } from './words.mjs';

const { COMMAND, DIRECTORY, ARGS, PAINTBOX, BASELINE, NAME, COMMENT, CACHE, TOKEN } = process.env;
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_EVENT_PATH, GITHUB_OUTPUT, RUNNER_TEMP } = process.env;

const repository = `/repos/${GITHUB_REPOSITORY}`;

const notify = (level, text) => console.log(`::${level} title=Paintbox::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`);

const main = async () => {
  if (COMMAND !== 'build' && COMMAND !== 'check') throw new Error(`unknown command ${JSON.stringify(COMMAND)} (set command to build or check)`);
  if (DIRECTORY && COMMAND === 'build') throw new Error('directory is the build to check (set command to check, or give --outdir in args)');
  const dir = mkdtempSync(join(RUNNER_TEMP, 'paintbox-'));
  const files = { baseline: join(dir, 'baseline.json'), report: join(dir, 'report.json'), markdown: join(dir, 'report.md') };
  const event = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8'));
  const { pull_request: pull, merge_group: group } = event;
  const target = pull?.base ?? (group && { ref: group.base_ref.replace('refs/heads/', ''), sha: group.base_sha });
  const github = client(GITHUB_API_URL, TOKEN);

  const cache = cached(COMMAND, CACHE, process.env);
  const base = BASELINE || (target && (await baseOf(target, github, dir)));
  const status = paintbox(base, files, { ...process.env, PAINTBOX_CACHE: cache?.dir ?? process.env.PAINTBOX_CACHE ?? '', PAINTBOX_CACHE_WRITE: mayWrite(event, process.env) ? '1' : '' });
  publish(files, status, !target, cache?.saves && existsSync(cache.dir) ? cache.dir : '');
  if (pull && COMMENT === 'true' && existsSync(files.markdown)) await comment(pull, github, files.markdown);
  return status;
};

// baseOf stores the baseline of the branch that the change goes to and returns its
// path, undefined where there is none.
const baseOf = async (target, github, dir) => {
  try {
    const data = await fetchBaseline(github, repository, `${NAME}-baseline`, target);
    if (!data) return void notify('notice', `nothing is compared: ${target.ref} has left no baseline yet (the action leaves one when it runs on that branch)`);
    const file = join(dir, 'base.json');
    writeFileSync(file, data);
    return file;
  } catch (error) {
    const hint = error.status === 403 ? ' (give the job the permission "actions: read")' : '';
    notify('warning', `nothing is compared: cannot read the baseline of ${target.ref}: ${error.message}${hint}`);
  }
};

// paintbox runs the command and returns its exit status. The reporter "github"
// writes annotations and the step's summary. No input is a part of a shell's text:
// what the shell is given is always the same, and takes the words as they are. It
// is there to find npx and the like, which are scripts of another shell on Windows.
const paintbox = (base, files, env) => {
  const command = [...words(PAINTBOX), COMMAND, ...(base ? [`--baseline=${base}`] : []), `--write-baseline=${files.baseline}`,
    '--reporter=text', '--reporter=github', `--reporter=markdown=${files.markdown}`, `--reporter=json=${files.report}`, ...words(ARGS), ...(DIRECTORY ? ['--', DIRECTORY] : [])];
  const { status, signal, error } = spawnSync('bash', ['-c', '"$@"', 'paintbox', ...command], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  if (signal) throw new Error(`${PAINTBOX} ${COMMAND} was ended by ${signal}`);
  return status;
};

// publish sets the outputs. The baseline is one for later pull requests, and none
// where this is a pull request itself, or the repository holds one. What is to be
// saved of the cache is another.
const publish = (files, status, keep, cache) => {
  const outputs = { exceeded: String(status === 3), cache };
  for (const [name, file] of Object.entries(files)) {
    if (existsSync(file) && (name !== 'baseline' || (keep && !BASELINE))) outputs[name] = file;
  }
  appendFileSync(GITHUB_OUTPUT, Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`).join(''));
};

const comment = async (pull, github, markdown) => {
  try {
    await writeComment(github, repository, pull.number, NAME, readFileSync(markdown, 'utf8'));
  } catch (error) {
    const readOnly = error.status === 403 || error.status === 404;
    const why = readOnly ? 'this token may not write comments, as in pull requests from forks (else give the job the permission "pull-requests: write")' : error.message;
    notify(readOnly ? 'notice' : 'warning', `the report is in the summary of the job and not in a comment: ${why}`);
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  notify('error', error.message);
  process.exitCode = 1;
}
