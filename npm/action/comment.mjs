// A Markdown report begins with this line.
const marker = '<!-- paintbox-report -->';

/** Writes the report into the comment that an earlier run wrote under this name, or else into a new one. */
export const writeComment = async (github, repository, issue, name, markdown) => {
  const ours = name === 'paintbox' ? marker : `<!-- paintbox-report ${name.replaceAll('--', '-')} -->`;
  const body = markdown.replace(marker, () => ours);
  const earlier = await find(github, `${repository}/issues/${issue}/comments`, ours);
  if (earlier) await github(`${repository}/issues/comments/${earlier.id}`, { method: 'PATCH', body: { body } });
  else await github(`${repository}/issues/${issue}/comments`, { method: 'POST', body: { body } });
};

// find returns the first comment that begins with the marker and is ours: people
// may quote a report.
const find = async (github, comments, ours) => {
  for (let page = 1; ; page++) {
    const list = await (await github(`${comments}?per_page=100&page=${page}`)).json();
    for (const comment of list) {
      if (comment.body?.startsWith(ours) && (await isOurs(github, comment))) return comment;
    }
    if (list.length < 100) return undefined;
  }
};

// A workflow's own token is a bot's and may not ask who it is; a user's token may.
const isOurs = async (github, { user }) => {
  if (user?.type === 'Bot') return true;
  const self = await github('/user').then((r) => r.json(), () => ({}));
  return self.login !== undefined && self.login === user?.login;
};
