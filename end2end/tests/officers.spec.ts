// Openers make a key, try it out and bring their part: in the browser by script, with the command, and on the server
// without script. With script no request carries the words of a key.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Page, expect, test } from "@playwright/test";
import { PASSPHRASE, STRETCHED, bringKey, closed, handIn, hasScript, writeBid } from "../support/bidding";
import { makeHere, makeThere } from "../support/keys";
import { binary } from "../support/market";
import { PASSWORD, openOffice } from "../support/office";

const office = openOffice();
const REFERENCE = "T-2026-0004";
const TENDER = `/zh-Hant/tenders/${REFERENCE}`;
const OPENING = `/zh-Hant/workspace/tenders/${REFERENCE}/opening`;
const KEY = "/zh-Hant/account/sealing-key";

test("an opener makes a key and tries it out", async ({ browser }) => {
  const page = await office.person(browser, "yf.kwok");
  const bodies = await sent(page);
  await page.goto(KEY);
  const before = await page.locator("main .facts code").innerText();
  const words = hasScript() ? await makeHere(page) : await makeThere(page);
  await expect(page.locator(".facts .tag--warn")).toBeVisible();
  expect(await page.locator("main .facts code").innerText()).not.toBe(before);
  if (hasScript()) {
    await page.locator("#here-passphrase").fill(PASSPHRASE);
    await page.locator("[data-part=rehearse]").click();
    await expect(page.locator("#here-passphrase-error")).toBeVisible(STRETCHED);
    await page.locator("#here-passphrase").fill(words.toUpperCase());
    await page.locator("[data-part=rehearse]").click();
  } else {
    await page.locator("#passphrase").fill(words);
    await page.locator("button[value=rehearse]").click();
  }
  await expect(page.locator(".banner--good")).toBeVisible(STRETCHED);
  await expect(page.locator(".facts .tag--good")).toBeVisible();
  if (hasScript()) withoutWords(bodies(), [words, words.toUpperCase(), PASSPHRASE]);
});

test("an opener makes a key with the command and tries it out", async ({ browser }) => {
  const page = await office.person(browser, "kh.siu");
  const folder = mkdtempSync(join(tmpdir(), "marketplace-officers-"));
  try {
    const file = join(folder, "key.json");
    writeFileSync(file, await (await page.request.get(`${KEY}/key.json`)).body());
    let words = "";
    await typing(["key", file, "--out", join(folder, "key.txt")], (said) => (words = /^ {4}(\S+( \S+){5})$/m.exec(said)?.[1] ?? ""));
    await page.goto(KEY);
    if (hasScript()) await page.locator("details[data-part=other] > summary").click();
    await page.locator("#key").fill(readFileSync(join(folder, "key.txt"), "utf8"));
    await page.locator("#password-keep").fill(PASSWORD);
    await page.locator("button[value=keep]").click();
    await expect(page.locator(".banner--good")).toBeVisible();
    const rehearsal = join(folder, "rehearsal.json");
    writeFileSync(rehearsal, await (await page.request.get(`${KEY}/rehearsal.json`)).body());
    const answer = await typing(["rehearse", rehearsal], () => words);
    if (hasScript()) await page.locator("details[data-part=other] > summary").click();
    await page.locator("#answer").fill(answer);
    await page.locator("button[value=answer]").click();
    await expect(page.locator(".banner--good")).toBeVisible();
    await expect(page.locator(".facts .tag--good")).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("one opener's part is made in the browser, the other's with the command", async ({ browser }) => {
  const bidder = await office.person(browser, "ym.lam");
  await bidder.goto(`${TENDER}/bid`);
  await writeBid(bidder, REFERENCE, "答案。", "4,000,000");
  await handIn(bidder, REFERENCE);
  office.pass(40 * 24 * 60);

  const one = await office.person(browser, "ly.kan");
  const bodies = await sent(one);
  await closed(one, OPENING, 1);
  if (hasScript()) {
    await one.locator("#here-password").fill(PASSWORD);
    await one.locator("#here-passphrase").fill("baban baban baban baban baban baban");
    await one.locator("[data-part=contribute]").click();
    await expect(one.locator("#here-passphrase-error")).toBeVisible(STRETCHED);
  } else {
    await expect(one.locator("main details[open]")).toContainText("密語會傳送到我們的伺服器");
  }
  await bringKey(one);
  await expect(one.locator(".banner--good")).toBeVisible();
  if (hasScript()) withoutWords(bodies(), [PASSPHRASE]);

  await byCommand(browser);
  await one.goto(OPENING);
  await expect(one.locator("main tbody tr .tag--good")).toHaveCount(1);
});

/** Another opener's part, with the command. */
async function byCommand(browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "marketplace-officers-"));
  try {
    const page = await office.person(browser, "yf.kwok");
    const file = join(folder, "opening.json");
    const part = join(folder, "part.json");
    writeFileSync(file, await (await page.request.get(`${OPENING}/opening.json`)).body());
    await typing(["contribute", "--opening", file, "--out", part], () => PASSPHRASE);
    await page.goto(OPENING);
    if (hasScript()) await page.locator("details[data-part=other] > summary").click();
    const bring = async (picked: string) => {
      await page.locator("#part").setInputFiles(picked);
      await page.locator("#password-made").fill(PASSWORD);
      await page.locator("main form:has(#part) button").click();
    };
    await bring(file);
    await expect(page.locator("#part-error")).toBeVisible();
    await bring(part);
    await expect(page.locator(".banner--good")).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that the page asks for and sends, address and body. */
async function sent(page: Page): Promise<() => string[]> {
  const bodies: string[] = [];
  if (hasScript()) {
    await page.exposeFunction("tellBody", (text: string) => void bodies.push(text));
    await page.addInitScript(() => {
      const send = window.fetch.bind(window);
      window.fetch = async (to, how) => {
        if (how?.body) {
          const text = await new Response(how.body).text();
          await (window as unknown as { tellBody(text: string): Promise<void> }).tellBody(text);
        }
        return send(to, how);
      };
    });
  }
  page.on("request", (request) => bodies.push(request.url() + " " + (request.postData() ?? "")));
  return () => bodies;
}

/** Nothing that was sent holds the words, however a form writes them. */
function withoutWords(bodies: string[], phrases: string[]): void {
  expect(bodies.some((body) => body.includes("made_in")), "what the script sent was seen").toBe(true);
  for (const words of phrases.flatMap((phrase) => phrase.split(" "))) {
    for (const body of bodies) expect(body.includes(words), `${words} in ${body.slice(0, 80)}`).toBe(false);
  }
}

/** Runs a command that asks for a line once; what it printed. */
function typing(args: string[], answer: (said: string) => string): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(binary, args, { stdio: ["pipe", "pipe", "pipe"] });
    let [said, printed, answered] = ["", "", false];
    child.stderr.on("data", (text) => {
      said += String(text);
      if (!answered && said.endsWith(": ")) {
        answered = true;
        child.stdin.end(`${answer(said)}\n`);
      }
    });
    child.stdout.on("data", (text) => (printed += String(text)));
    child.on("close", (code) => (code === 0 ? done(printed) : failed(new Error(said))));
  });
}
