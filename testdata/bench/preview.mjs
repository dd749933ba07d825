// preview.mjs: requests per second of "paintbox preview" and of nginx, for a page and
// a chunk of 200 KB, both compressed in advance, asked for by wrk on 16
// connections. Both run at the same time and are asked in turns, so that what else
// the machine does hits them alike; the median of the rounds counts.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const paintbox = resolve(process.argv[process.argv.indexOf('--paintbox') + 1]);
const rounds = 7;
const dir = mkdtempSync(join(tmpdir(), 'paintbox-preview-'));
const site = join(dir, 'dist');

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

// write makes a page of 2 KB and a chunk of 200 KB that compresses as code does.
const write = () => {
  mkdirSync(join(site, 'assets'), { recursive: true });
  let code = '';
  for (let i = 0; code.length < 200_000; i++) code += `export const f${i}=(e,t)=>e.map(n=>n.v${(i * 7919) % 10007}+t*${(i * 104729) % 65537});`;
  for (const [name, text] of [['index.html', `<!doctype html><title>Page</title>${'<p>A paragraph of the page.</p>'.repeat(64)}`], ['assets/chunk-4KPQ2XWA.js', code.slice(0, 200_000)]]) {
    writeFileSync(join(site, name), text);
    writeFileSync(join(site, `${name}.gz`), gzipSync(text, { level: 9 }));
  }
};

const nginx = (port) => {
  const at = (name) => join(dir, name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${at(name)};`).join(' ');
  writeFileSync(
    at('nginx.conf'),
    `worker_processes auto; daemon off; pid ${at('pid')}; error_log ${at('error.log')}; events { worker_connections 1024; }
http { include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 100000000; ${temporary}
server { listen 127.0.0.1:${port}; root ${site}; location / { try_files $uri /index.html; } } }`,
  );
  return spawn('nginx', ['-c', at('nginx.conf'), ...(process.getuid() === 0 ? ['-g', 'user root;'] : [])], { stdio: 'ignore' });
};

const ask = (port, path) => {
  const out = execFileSync('wrk', ['-t1', '-c16', '-d2s', '-H', 'Accept-Encoding: gzip', `http://127.0.0.1:${port}${path}`], { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(out)) throw new Error(out);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
};

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

const ports = { paintbox: await freePort(), nginx: await freePort() };
write();
const servers = [spawn(paintbox, ['preview', site, '--port', String(ports.paintbox)], { stdio: 'ignore' }), nginx(ports.nginx)];
try {
  for (const port of Object.values(ports)) {
    for (let left = 100; ; left--) {
      const answer = await fetch(`http://127.0.0.1:${port}/assets/chunk-4KPQ2XWA.js`, { headers: { 'accept-encoding': 'gzip' } }).catch(() => {});
      if (answer?.headers.get('content-encoding') === 'gzip') break;
      if (left === 0) throw new Error(`no compressed answer on port ${port}`);
      await new Promise((wait) => setTimeout(wait, 100));
    }
  }
  console.log('preview, requests per second, medians of', rounds);
  for (const path of ['/', '/assets/chunk-4KPQ2XWA.js']) {
    const rates = { paintbox: [], nginx: [] };
    const ratios = [];
    for (let i = 0; i < rounds; i++) {
      for (const name of i % 2 ? ['paintbox', 'nginx'] : ['nginx', 'paintbox']) rates[name].push(ask(ports[name], path));
      ratios.push(rates.paintbox.at(-1) / rates.nginx.at(-1));
    }
    const memory = process.platform === 'linux' ? `, ${Math.round(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${servers[0].pid}/status`, 'utf8'))[1] / 1024)} MiB at most` : '';
    console.log(`${path.padEnd(28)} paintbox ${median(rates.paintbox).toFixed(0).padStart(7)}   nginx ${median(rates.nginx).toFixed(0).padStart(7)}   ratio ${median(ratios).toFixed(2)} (at least 0.80 is meant)${memory}`);
  }
} finally {
  await Promise.all(servers.map((server) => new Promise((ended) => server.once('exit', ended) && server.kill('SIGTERM'))));
  rmSync(dir, { recursive: true, force: true });
}
