/** Returns a function that calls GitHub's REST API. A status that is no success is an error that carries it. */
export const client = (api, token) => async (path, { method = 'GET', body } = {}) => {
  const response = await fetch(api + path, {
    method,
    body: body && JSON.stringify(body),
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'paintbox-action',
      'x-github-api-version': '2022-11-28',
    },
    signal: AbortSignal.timeout(60_000),
  });
  if (response.ok) return response;
  const { message = response.statusText } = await response.json().catch(() => ({}));
  throw Object.assign(new Error(`${method} ${path}: ${response.status} ${message}`), { status: response.status });
};
