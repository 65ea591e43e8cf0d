// Measures the product as people meet it: requests a second and waiting times of three pages, bytes sent, memory and
// start-up time, at 2,133 and at about 100,000 listings, on SQLite and on PostgreSQL, in one run; then the closing rush
// of a tender on both (rush.mjs). `BENCH_ONLY=rush` leaves the pages out.
//
// Everything is measured over loopback by wrk on the same machine, so the load shares the processors with the service.
import { spawn, spawnSync } from 'node:child_process';
import { brotliCompressSync } from 'node:zlib';
import { cpus, tmpdir, totalmem } from 'node:os';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rush } from './rush.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const binary = process.env.MARKET_BINARY ?? join(target, 'release', 'marketplace');
const site = process.env.MARKET_SITE_DIR ?? join(target, 'site');
const inventory = join(root, 'server', 'sample', 'ai-use-cases-us-2024.csv');
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const port = 3999;
const base = `http://127.0.0.1:${port}`;
const words = [
  'translation', 'hotline', 'data', 'system', 'machine learning', 'chatbot', '熱線', '翻譯', '会议记录', 'weather', 'fraud detection',
  'image', 'licence', 'medical records', 'natural language', 'drone', 'claims', 'cybersecurity', 'S0042', 'forecast',
];

const run = (args, env) => {
  const done = spawnSync(binary, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
};

const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** One request on a connection of its own: the service closes those that idle while a page is measured. */
const ask = (path) => new Promise((answered, failed) => {
  get(base + path, { agent: false }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part)).on('error', failed);
    answer.on('end', () => answered({ status: answer.statusCode, location: answer.headers.location, body: Buffer.concat(parts) }));
  }).on('error', failed);
});

async function until(path) {
  for (;;) {
    try {
      if ((await ask(path)).status === 200) return;
    } catch { /* not listening yet */ }
    await new Promise((wait) => setTimeout(wait, 5));
  }
}

function load(folder, name, paths) {
  const script = join(folder, `${name}.lua`);
  const list = paths.map((path) => JSON.stringify(path)).join(', ');
  writeFileSync(script, `local paths = {${list}}\nlocal next = 0\nrequest = function()\n next = next % #paths + 1\n return wrk.format("GET", paths[next])\nend\n`);
  const args = ['-t1', '-c16', `-d${seconds}s`, '--latency', '-s', script, base];
  const { stdout } = spawnSync('wrk', args, { encoding: 'utf8' });
  const figure = (pattern) => pattern.exec(stdout)?.[1] ?? '?';
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0';
  return { rps: figure(/Requests\/sec:\s+([\d.]+)/), p50: figure(/50%\s+(\S+)/), p99: figure(/99%\s+(\S+)/), failed };
}

async function measure(database, url, copies) {
  const folder = mkdtempSync(join(tmpdir(), 'market-bench-'));
  const env = {
    PATH: process.env.PATH, MARKET_DATA_DIR: folder, MARKET_ADDR: `127.0.0.1:${port}`, MARKET_PUBLIC_URL: base,
    MARKET_SITE_DIR: site, MARKET_LOG: 'warn', ...(url ? { MARKET_DATABASE_URL: url } : {}),
  };
  run(['migrate'], env);
  run(['sample'], env);
  let imported = process.hrtime.bigint();
  if (copies > 1) run(['import', 'listings', inventory, '--copies', String(copies)], env);
  imported = Number(process.hrtime.bigint() - imported) / 1e9;

  const began = process.hrtime.bigint();
  const service = spawn(binary, ['serve'], { env, stdio: 'ignore' });
  const since = () => (Number(process.hrtime.bigint() - began) / 1e9).toFixed(2);
  await until('/health/live');
  const live = since();
  await until('/en/solutions?q=translation');
  const searching = since();
  const idle = residentMb(service.pid);
  const search = words.flatMap((word) => ['en', 'zh-Hant'].map((locale) => `/${locale}/solutions?q=${encodeURIComponent(word)}`));
  search.push('/en/solutions?task=CHAT&q=service', '/en/solutions?kind=reference&page=40', '/zh-Hant/solutions?sort=price');
  const solutions = Array.from({ length: 40 }, (_, index) => index + 1).map((number) => `/en/solutions/x-s${String(number).padStart(4, '0')}`);
  const canonical = [];
  for (const path of solutions) {
    const { location } = await ask(path);
    if (location) canonical.push(location, location.replace('/en/', '/zh-Hant/'));
  }
  const pages = { search: load(folder, 'search', search), solution: load(folder, 'solution', canonical), home: load(folder, 'home', ['/en', '/zh-Hant', '/zh-Hans']) };
  const loaded = residentMb(service.pid);
  const bytes = {};
  for (const [name, path] of [['home', '/zh-Hant'], ['search', '/zh-Hant/solutions?q=%E7%86%B1%E7%B7%9A'], ['catalogue', '/en/solutions'], ['solution', canonical[0]]]) {
    const { status, body: html } = await ask(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    bytes[name] = [html.length, brotliCompressSync(html).length];
  }
  service.kill('SIGTERM');
  await new Promise((ended) => service.on('exit', ended));
  const listings = 2133 * copies;
  console.log(`\n${database}, ${listings.toLocaleString('en')} listings${copies > 1 ? ` (imported in ${imported.toFixed(1)} s)` : ''}`);
  console.log(`  start-up: answers after ${live} s, searches after ${searching} s; resident ${idle.toFixed(0)} MB idle, ${loaded.toFixed(0)} MB after load`);
  for (const [page, { rps, p50, p99, failed }] of Object.entries(pages)) {
    console.log(`  ${page.padEnd(9)} ${rps.padStart(9)} requests/s   p50 ${p50.padStart(8)}   p99 ${p99.padStart(8)}   failed ${failed}`);
  }
  console.log(`  HTML (plain / brotli): ${Object.entries(bytes).map(([name, [plain, packed]]) => `${name} ${plain} / ${packed}`).join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
}

const large = Number(process.env.BENCH_COPIES ?? 47);
const pages = process.env.BENCH_ONLY !== 'rush';
if (process.argv[2] === 'postgres') {
  const server = process.env.MARKET_TEST_DATABASE_URL;
  const made = (name) => {
    spawnSync('psql', [server, '-qc', `create database ${name}`], { stdio: 'inherit' });
    return server.replace(/\/[^/]*$/, `/${name}`);
  };
  for (const [name, copies] of pages ? [['bench_small', 1], ['bench_large', large]] : []) await measure('PostgreSQL', made(name), copies);
  if (!await rush({ binary, site, database: 'PostgreSQL', url: made('bench_rush') })) process.exitCode = 1;
} else {
  console.log(`${cpus().length} processors (${cpus()[0]?.model}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB; wrk with 16 connections on the same machine, ${seconds} s a page`);
  for (const name of ['marketplace.css', 'marketplace.js', 'marketplace.wasm']) {
    try {
      console.log(`  ${name}: ${readFileSync(join(site, 'pkg', name)).length} bytes, ${readFileSync(join(site, 'pkg', `${name}.br`)).length} brotli`);
    } catch { console.log(`  ${name}: not built`); }
  }
  for (const copies of pages ? [1, large] : []) await measure('SQLite', null, copies);
  const kept = await rush({ binary, site, database: 'SQLite', url: null });
  const again = spawnSync('bash', [join(root, '.ci', 'postgres'), 'run', '--durable', '--', process.execPath, fileURLToPath(import.meta.url), 'postgres'], { stdio: 'inherit' });
  process.exitCode = kept ? again.status ?? 1 : 1;
}
