import { unzip } from './zip.mjs';

/**
 * The newest baseline that a run on the base branch left, preferably one of the
 * very commit; undefined where there is none. Runs of a fork do not count, whose
 * branch may have the same name.
 */
export const fetchBaseline = async (github, repository, name, { ref, sha }) => {
  const { artifacts } = await (await github(`${repository}/actions/artifacts?name=${encodeURIComponent(name)}&per_page=100`)).json();
  const own = artifacts
    .filter(({ expired, workflow_run: run }) => !expired && run?.head_branch === ref && run.head_repository_id === run.repository_id)
    .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  const best = own.find(({ workflow_run: run }) => run.head_sha === sha) ?? own[0];
  if (!best) return undefined;
  const zip = await github(`${repository}/actions/artifacts/${best.id}/zip`);
  return unzip(Buffer.from(await zip.arrayBuffer()), 'baseline.json');
};
