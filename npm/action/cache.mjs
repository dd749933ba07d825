// What builds keep for later runs, and who may write it: a cache decides which bytes
// are published.
import { join } from 'node:path';

// Events whose runs save what only runs of the same branch or pull request read.
// Others run in the name of the default branch, with what somebody else sent:
// pull_request_target, workflow_run, issue_comment and the like.
const apart = ['push', 'pull_request', 'merge_group', 'schedule', 'workflow_dispatch'];

// cached is where a build keeps its results, and whether they are saved; undefined
// where the action has nothing to do with that.
export const cached = (command, wanted, { PAINTBOX_CACHE, RUNNER_TEMP, GITHUB_EVENT_NAME }) =>
  command === 'build' && wanted === 'true' && !PAINTBOX_CACHE ? { dir: join(RUNNER_TEMP, 'paintbox-cache'), saves: apart.includes(GITHUB_EVENT_NAME) } : undefined;

// mayWrite tells whether a run may write what all others read from a shared cache: one
// of code that is on the default branch already.
export const mayWrite = ({ repository }, { GITHUB_EVENT_NAME, GITHUB_REF }) =>
  GITHUB_EVENT_NAME === 'push' && Boolean(repository?.default_branch) && GITHUB_REF === `refs/heads/${repository.default_branch}`;
