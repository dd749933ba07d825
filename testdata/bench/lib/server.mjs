// Serves a built directory on loopback: .br siblings where there are any, index.html for navigations.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

const read = (path) => readFile(path).catch(() => null);

async function answer(directory, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const name = extname(pathname) ? normalize(decodeURIComponent(pathname)) : '/index.html';
  const path = join(directory, name);
  const brotli = request.headers['accept-encoding']?.includes('br') ? await read(`${path}.br`) : null;
  const body = brotli ?? (await read(path));
  if (!body) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'content-length': body.length,
    ...(brotli && { 'content-encoding': 'br' }),
  });
  response.end(body);
}

export async function serve(directory) {
  const server = createServer((request, response) => answer(directory, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}
