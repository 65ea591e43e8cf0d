// The closing rush: what a tender's last minutes ask of the service, over loopback, with the load on the same processors.
//
// 300 bidders each upload a file of 5 MB and submit, evenly over the window (the last minutes, compressed), and 50 bids
// without files are submitted within one second, shortly before the close. The two presses are measured apart: the
// upload ends when the file lies closed on the disk and the draft names it; the submission checks the password, seals
// both envelopes (for the 300, with their file), flushes them to the disk and answers with the receipt. Waiting times
// count from the instant a press was due, so a service that falls behind cannot hide it. Writing the other tasks of the
// bids comes before and is not measured.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LARGE = Number(process.env.BENCH_LARGE_BIDS ?? 300);
const SMALL = Number(process.env.BENCH_SMALL_BIDS ?? 50);
const LATE = 3;
const FILE_BYTES = 5_000_000;
const WINDOW_SECONDS = Number(process.env.BENCH_RUSH_SECONDS ?? 100);
/** The burst begins so long before the close; what is on time must be stored by then. */
const BURST_BEFORE_MS = 5_000;
const DRAIN_SECONDS = 130;
const PASSWORD = 'lion rock at low tide';
const port = 3998;
const base = `http://127.0.0.1:${port}`;

const sleep = (ms) => new Promise((wake) => setTimeout(wake, Math.max(0, ms)));
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const form = (pairs) => new URLSearchParams(pairs).toString();

/** One request on a connection of its own. */
const ask = (method, path, { cookie, type, body } = {}) => new Promise((answered, failed) => {
  const headers = { origin: base, ...(cookie ? { cookie } : {}) };
  if (body) Object.assign(headers, { 'content-type': type ?? 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) });
  const sent = request(base + path, { method, headers, agent: false }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part)).on('error', failed);
    answer.on('end', () => answered({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
  });
  sent.on('error', failed).end(body);
});

class Bidder {
  constructor(email) {
    Object.assign(this, { email, cookie: '' });
  }

  async signIn() {
    const answer = await ask('POST', '/en/sign-in', { body: form({ email: this.email, password: PASSWORD }) });
    const session = (answer.headers['set-cookie'] ?? []).find((cookie) => cookie.startsWith('session='));
    if (!session) throw new Error(`${this.email} cannot sign in: ${answer.status}`);
    this.cookie = session.split(';')[0];
  }

  get = (path) => ask('GET', path, { cookie: this.cookie });

  post = (path, pairs) => ask('POST', path, { cookie: this.cookie, body: form(pairs) });

  async write(bid) {
    const technical = (await this.get(`${bid}/technical`)).text;
    const answers = [...technical.matchAll(/name="(answer-[0-9a-f-]+)"/g)].map(([, name]) => [name, 'We do, and show how in the file.']);
    for (const [task, pairs] of [
      ['eligibility', { non_collusion: 'yes', parties: 'alone' }],
      ['technical', answers],
      ['innovation', { innovation: 'none' }],
      ['prices', { 'price-1': '1,234,567.00' }],
    ]) {
      const saved = await this.post(`${bid}/${task}`, pairs);
      if (saved.status !== 303) throw new Error(`${this.email} cannot save ${task}: ${saved.status}`);
    }
  }

  /** The whole form is made before it is due: making it is not the service's work. */
  upload(bid) {
    const boundary = randomBytes(12).toString('hex');
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="method.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(`${head}%PDF-1.7\n`), randomBytes(FILE_BYTES - 9), Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return () => ask('POST', `${bid}/files`, { cookie: this.cookie, type: `multipart/form-data; boundary=${boundary}`, body });
  }

  async key(bid) {
    return /name="once" value="([^"]+)"/.exec((await this.get(`${bid}/check`)).text)?.[1] ?? '';
  }

  submit = (bid, once) => this.post(`${bid}/check`, { once, password: PASSWORD });
}

async function atOnce(many, items, work) {
  const left = [...items];
  await Promise.all(Array.from({ length: many }, async () => {
    for (let item = left.shift(); item; item = left.shift()) await work(item);
  }));
}

const told = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  return `p50 ${at(0.5).toFixed(0).padStart(5)} ms   p99 ${at(0.99).toFixed(0).padStart(5)} ms   longest ${at(1).toFixed(0).padStart(5)} ms`;
};

/** Runs the rush against a new sample office; false when something on time was lost or took too long. */
export async function rush({ binary, site, database, url }) {
  const folder = mkdtempSync(join(tmpdir(), 'market-rush-'));
  const clock = join(folder, 'ahead');
  const env = {
    PATH: process.env.PATH, MARKET_DATA_DIR: folder, MARKET_ADDR: `127.0.0.1:${port}`, MARKET_PUBLIC_URL: base, MARKET_SITE_DIR: site,
    MARKET_LOG: 'warn', MARKET_REHEARSAL_CLOCK: clock, ...(url ? { MARKET_DATABASE_URL: url } : {}),
  };
  const run = (args) => {
    const done = spawnSync(binary, args, { env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  };
  run(['migrate']);
  run(['sample', '--bidders', String(LARGE + SMALL + LATE)]);
  const service = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    for (;;) {
      const ready = await ask('GET', '/health/ready').then((answer) => answer.status === 200, () => false);
      if (ready) break;
      await sleep(50);
    }
    const rows = (await ask('GET', '/en/tenders.csv')).text.split('\n').map((line) => line.replaceAll('"', '').trim());
    // The earliest one: the sample's later ones have bids already.
    const row = rows.sort().find((line) => /^T-/.test(line) && line.includes(',TD,') && line.includes(',published,'));
    const tender = row.split(',')[0];
    const closes = Date.parse(row.match(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g).at(-1));
    const bid = `/en/tenders/${tender}/bid`;
    let ahead = 0;
    /** Moves the clock so that the close comes after so many seconds; returns our own instant of it. */
    const closeIn = (seconds) => {
      ahead = Math.max(ahead, Math.floor((closes - Date.now()) / 1000) - seconds);
      writeFileSync(clock, String(ahead));
      return closes - ahead * 1000;
    };
    closeIn(1800);
    const bidders = Array.from({ length: LARGE + SMALL + LATE }, (_, index) => new Bidder(`bidder${index + 1}@many.sample.hk`));
    await atOnce(4, bidders, async (bidder) => {
      await bidder.signIn();
      await bidder.write(bid);
    });
    const [large, small, late] = [bidders.slice(0, LARGE), bidders.slice(LARGE, LARGE + SMALL), bidders.slice(LARGE + SMALL)];
    for (const bidder of [...small, ...late]) bidder.once = await bidder.key(bid);
    const high = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))[1]) / 1024;
    const before = high();

    const times = { upload: [], large: [], small: [] };
    const wrong = [];
    const timed = async (name, due, bidder, press) => {
      const answer = await press().catch((error) => ({ status: 0, headers: {}, text: String(error) }));
      times[name].push(performance.now() - due);
      bidder.done = answer.status === 303;
      if (!bidder.done) wrong.push(`${bidder.email} ${name}: ${answer.status} ${/error__[^<]*<[^>]*>([^<]*)/.exec(answer.text)?.[1] ?? ''}`);
    };
    const closeAt = closeIn(WINDOW_SECONDS + 5);
    const untilBurst = closeAt - BURST_BEFORE_MS - Date.now();
    const began = performance.now();
    await Promise.all([
      ...large.map(async (bidder, index) => {
        const due = began + (untilBurst * index) / LARGE;
        await sleep(due - performance.now() - 300);
        const press = bidder.upload(bid);
        await sleep(due - performance.now());
        await timed('upload', due, bidder, press);
        const once = await bidder.key(bid);
        await timed('large', performance.now(), bidder, () => bidder.submit(bid, once));
      }),
      ...small.map(async (bidder, index) => {
        const due = began + untilBurst + (1000 * index) / SMALL;
        await sleep(due - performance.now());
        await timed('small', due, bidder, () => bidder.submit(bid, bidder.once));
      }),
      ...late.map(async (bidder) => {
        await sleep(closeAt + 200 - Date.now());
        const answer = await bidder.submit(bid, bidder.once);
        if (answer.status !== 422) wrong.push(`${bidder.email} was late and got ${answer.status}`);
      }),
    ]);
    const onTime = [...large, ...small];

    let kept = 0;
    await atOnce(4, onTime, async (bidder) => {
      const page = (await bidder.get(bid)).text;
      const receipt = await bidder.get(`${bid}/receipts/1`);
      const envelopes = [...receipt.text.matchAll(/sha256=([0-9a-f]{64})/g)].map(([, hash]) => hash);
      const there = envelopes.length === 2 && envelopes.every((hash) => existsSync(join(folder, 'files', hash.slice(0, 2), hash.slice(2))));
      // The log holds the fingerprint of the text, without the line of the signature.
      const text = receipt.text.slice(0, receipt.text.indexOf('\n\n') + 1);
      if (receipt.status === 200 && page.includes(sha256(text)) && there) kept += 1;
      else wrong.push(`${bidder.email} has no readable receipt`);
    });
    closeIn(-DRAIN_SECONDS);
    const opener = new Bidder('yf.kwok@td.sample.hk');
    await opener.signIn();
    let counted = 0;
    for (let tries = 0; tries < 120 && counted === 0; tries += 1) {
      const facts = (await opener.get(`/en/workspace/tenders/${tender}/opening`)).text.replaceAll('<!>', '').match(/<dl class="facts[\s\S]*?<\/dl>/)?.[0] ?? '';
      counted = Number(facts.match(/<dd>(\d+)<\/dd>/)?.[1] ?? 0);
      await sleep(500);
    }
    const memory = high();
    const verified = run(['verify']).startsWith('the log is whole');

    const all = [...times.large, ...times.small];
    console.log(`\n${database}, closing rush of ${tender}: ${LARGE} bids with ${FILE_BYTES / 1e6} MB in ${WINDOW_SECONDS} s, ${SMALL} without files within 1 s of them`);
    console.log(`  upload of the file      ${told(times.upload)}`);
    console.log(`  submission with file    ${told(times.large)}`);
    console.log(`  submission in the burst ${told(times.small)}`);
    console.log(`  every submission        ${told(all)}`);
    console.log(`  on time ${onTime.filter((bidder) => bidder.done).length} of ${onTime.length} answered with a receipt, ${kept} read again, ${counted} in the closing record, ${LATE} late refused; the log is ${verified ? 'whole' : 'DAMAGED'}`);
    console.log(`  most memory resident ${memory.toFixed(0)} MB (${before.toFixed(0)} MB before)`);
    for (const one of wrong.slice(0, 10)) console.log(`  WRONG: ${one}`);
    return wrong.length === 0 && verified && kept === onTime.length && counted === onTime.length;
  } finally {
    service.kill('SIGTERM');
    await new Promise((ended) => service.on('exit', ended));
    rmSync(folder, { recursive: true, force: true });
  }
}
