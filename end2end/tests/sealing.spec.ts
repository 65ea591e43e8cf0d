// Two companies seal their bids on machines of their own: one in the browser, one with the command. What they write leaves
// the machine only inside envelopes, the receipts say which way was used, and officers read it after the opening.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Page, type Request, expect, test } from "@playwright/test";
import { bringKey, closed } from "../support/bidding";
import { runMarket } from "../support/market";
import { PASSWORD, openOffice } from "../support/office";
import { KNOWN, chance } from "../support/sealing";

const office = openOffice();
const REFERENCE = "T-2026-0004";
const TENDER = `/zh-Hant/tenders/${REFERENCE}`;
const WORK = `/zh-Hant/workspace/tenders/${REFERENCE}`;
const EVALUATION = `${WORK}/evaluation`;
const MARKER = "翠鳥斑馬四八二一三";
const PRICE = "4,321,987.65";
const FILE = { name: "Plan-Kingfisher.txt", content: "Kingfisher-Zebra-48213: week one." };
const RIVALS = "白鷺五五零七六";

test("the browser's module seals the known answer byte for byte", async ({ browser, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "a module is script");
  const page = await office.person(browser, "ym.lam");
  await page.goto(`${TENDER}/bid/sealed`);
  const { script, wasm } = await page.locator("[data-script]").evaluate((form) => ({
    script: form.getAttribute("data-script")!,
    wasm: form.getAttribute("data-wasm")!,
  }));
  const made = await page.evaluate(
    async ({ script, wasm, known, draws }) => {
      const bytes = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      const module = await import(script);
      await module.default({ module_or_path: wasm });
      const { context, file } = known;
      const ids = bytes(context.tender + context.organisation + context.submission);
      const sealed = module.seal_known_answer(
        ids, bytes(context.notice_revision), bytes(known.key_set), bytes(known.closing_key), bytes(known.answers),
        file.name, file.media_type, bytes(file.content), bytes(file.sha256), bytes(draws),
      );
      const digest = await crypto.subtle.digest("SHA-256", sealed);
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    },
    { script, wasm, known: KNOWN, draws: chance(4096) },
  );
  expect(made).toBe(KNOWN.sha256);
});

test("bids sealed in the browser and with the command are told by their receipts and read after the opening", async ({ browser, javaScriptEnabled }) => {
  const hasScript = javaScriptEnabled !== false;
  if (hasScript) await sealInBrowser(browser);
  const folder = mkdtempSync(join(tmpdir(), "marketplace-sealing-"));
  try {
    await sealByCommand(browser, folder, hasScript);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await readAfterOpening(browser, hasScript ? [MARKER, RIVALS] : [RIVALS]);
});

/** A form that the browser seals: wrong fields are marked, nothing is sent in plain, the receipt says browser. */
async function sealInBrowser(browser: Browser): Promise<void> {
  const page = await office.person(browser, "ym.lam");
  const sent: Request[] = [];
  page.on("request", (request) => sent.push(request));
  const bodies = await sentByScript(page);
  await page.goto(`${TENDER}/bid`);
  await page.getByRole("link", { name: "自行封存標書" }).click();
  const seal = page.getByRole("button", { name: "封存並遞交" });
  await seal.click();
  await expect(page.locator(".error-summary li").first()).toBeVisible();
  const empty = await page.locator(".field--bad").count();
  expect(empty).toBeGreaterThan(4);
  expect(await page.locator("main [data-part=seal]").evaluate((button) => button.closest("form"))).toBeNull();

  await page.locator("#parties").selectOption("alone");
  for (const area of await page.locator('main textarea[id^="answer-"]').all()) await area.fill(MARKER);
  await page.locator("#innovation").selectOption("none");
  await page.locator("#files").setInputFiles({ name: "a.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
  await page.locator("#price-1").fill("not a price");
  await page.locator("#promise-training_hours").fill("80");
  await page.locator("#promise-training_hours-months").fill("99");
  await page.locator("#sealing-declared").check();
  await page.locator("#sealing-password").fill("not the password");
  await seal.click();
  await expect(page.locator(".field--bad")).toHaveCount(3);
  await expect(page.locator("#price-1-error")).toBeVisible();
  await expect(page.locator("#promise-training_hours-months-error")).toBeVisible();
  await page.locator("#promise-training_hours-months").fill("12");
  await expect(page.locator("#files-error")).toContainText("a.exe");
  await page.locator("#files").setInputFiles({ name: FILE.name, mimeType: "text/plain", buffer: Buffer.from(FILE.content) });
  await page.locator("#price-1").fill(PRICE);
  // The server refuses; what was written stands.
  await seal.click();
  await expect(page.locator(".error-summary")).toContainText("密碼");
  await expect(page.locator(".field--bad")).toHaveCount(0);
  await page.locator("#sealing-password").fill(PASSWORD);
  await seal.click();
  await expect(page.locator(".banner--good")).toBeVisible();
  await expect(page.locator("main tbody tr")).toHaveCount(1);
  const receipt = await page.request.get(`${TENDER}/bid/receipts/1`);
  expect(await receipt.text()).toMatch(/^action: submitted$[^]*^path: browser$/m);

  const posted = sent.filter((request) => request.method() === "POST" && request.url().endsWith("/bid/sealed"));
  expect(posted).toHaveLength(2);
  const plain = [MARKER, PRICE, "4321987", FILE.name, "Kingfisher"];
  expect(bodies).toHaveLength(2);
  for (const body of bodies) {
    expect(body.includes(Buffer.from("SAM-ENVL")), "a body with envelopes was seen whole").toBe(true);
    for (const text of plain) expect(body.includes(Buffer.from(text)), `${text} in what the script sent`).toBe(false);
  }
  for (const request of sent) {
    const body = request.postDataBuffer() ?? Buffer.alloc(0);
    for (const text of plain) {
      expect(body.includes(Buffer.from(text)), `${text} in ${request.method()} ${request.url()}`).toBe(false);
      expect(decodeURIComponent(request.url())).not.toContain(text);
    }
  }
  const kept = () => page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(await kept()).not.toContain(MARKER);
  await page.context().close();
}

/** Every body that the page's script sends, byte for byte; what a browser tells of requests leaves out files. */
async function sentByScript(page: Page): Promise<Buffer[]> {
  const bodies: Buffer[] = [];
  await page.exposeFunction("tellBody", (base64: string) => void bodies.push(Buffer.from(base64, "base64")));
  await page.addInitScript(() => {
    const send = window.fetch.bind(window);
    window.fetch = async (to, how) => {
      if (how?.body) {
        const bytes = new Uint8Array(await new Response(how.body).arrayBuffer());
        let text = "";
        for (const byte of bytes) text += String.fromCharCode(byte);
        await (window as unknown as { tellBody(text: string): Promise<void> }).tellBody(btoa(text));
      }
      return send(to, how);
    };
  });
  return bodies;
}

/** The command seals offline; the page takes the files with and without script. */
async function sealByCommand(browser: Browser, folder: string, hasScript: boolean): Promise<void> {
  const page = await office.person(browser, "cl.yuen");
  const place = (name: string) => join(folder, name);
  const file = await page.request.get(`${TENDER}/bid/sealing.json`);
  expect(file.headers()["content-disposition"]).toContain(`${REFERENCE}.sealing.json`);
  writeFileSync(place("tender.json"), await file.body());
  const form = runMarket(["seal", "--tender", place("tender.json"), "--form"], folder);
  const answered = form.replaceAll('"""\n"""', `"""\n${RIVALS}\n"""`);
  writeFileSync(place("answers.toml"), answered.replaceAll('amount = ""', 'amount = "3"').replaceAll('months = ""', 'months = "6"'));
  writeFileSync(place(FILE.name), FILE.content);
  const printed = runMarket(
    ["seal", "--tender", place("tender.json"), "--answers", place("answers.toml"), "--price", "1=3900000", "--file", place(FILE.name), "--out", place("sealed")],
    folder,
  );

  await page.goto(`${TENDER}/bid/sealed`);
  // Without script the form stands open; with it, it is folded away below the one that seals.
  if (hasScript) {
    await expect(page.locator("[data-part=seal]")).toBeVisible();
    await page.locator("details[data-part=upload] summary").click();
  }
  const [technical, price] = [place("sealed/technical.sealed"), place("sealed/price.sealed")];
  const hand = async (one: string, other: string) => {
    await page.locator("#technical").setInputFiles(one);
    await page.locator("#price").setInputFiles(other);
    await page.locator("#non_collusion").check();
    await page.locator("#password").fill(PASSWORD);
    await page.getByRole("button", { name: "遞交信封" }).click();
  };
  await hand(price, technical);
  await expect(page.locator(".error-summary li")).toHaveCount(2);
  await expect(page.locator(".field--bad")).toHaveCount(2);
  await expect(page.locator("#technical-error")).toContainText("另一個信封");
  await hand(technical, price);
  await expect(page.locator(".banner--good")).toBeVisible();
  const receipt = await (await page.request.get(`${TENDER}/bid/receipts/1`)).text();
  expect(receipt).toMatch(/^action: submitted$[^]*^path: offline$/m);
  for (const envelope of [technical, price]) {
    const sha256 = createHash("sha256").update(readFileSync(envelope)).digest("hex");
    expect(receipt).toContain(`sha256=${sha256}`);
    expect(printed).toContain(sha256);
  }
  await page.context().close();
}

/** Two officers open, the panel declares, and what was written is there. */
async function readAfterOpening(browser: Browser, written: string[]): Promise<void> {
  office.pass(26 * 24 * 60);
  for (const who of ["yf.kwok", "kh.siu"]) {
    const page = await office.person(browser, who);
    await closed(page, `${WORK}/opening`, written.length);
    await bringKey(page);
    await expect(page.locator(".banner--good")).toBeVisible();
    await page.context().close();
  }
  const approver = await at(browser, "sm.lee", EVALUATION);
  await approver.locator("main textarea").fill("已逐一查詢，無人與投標者有利益關係。");
  await send(approver, "begin");
  for (const who of ["wk.ho", "ky.ng", "wm.so"]) {
    const member = await at(browser, who, `${EVALUATION}/interests`);
    for (const none of await member.locator("main input[type=radio][value=none]").all()) await none.check();
    await send(member, "declare");
    await member.context().close();
  }
  const reader = await at(browser, "wk.ho", `${EVALUATION}/marks`);
  const bids = await reader.locator('main a[href*="/marks/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(bids).toHaveLength(written.length);
  const read: string[] = [];
  for (const href of bids) {
    await reader.goto(href);
    const text = await reader.locator("main").innerText();
    expect(text).toContain(FILE.name);
    const promised = text.includes(RIVALS) ? "本地職位：3，於合約第6個月完結前履行" : "培訓時數：80，於合約第12個月完結前履行";
    expect(text).toContain(promised);
    read.push(...written.filter((marker) => text.includes(marker)));
    const file = await reader.request.get((await reader.locator('main a[href*="/files/"]').first().getAttribute("href")) ?? "");
    expect(await file.text()).toBe(FILE.content);
  }
  expect(read.sort()).toEqual([...written].sort());
}

/** Somebody looks at a page. */
async function at(browser: Browser, who: string, path: string): Promise<Page> {
  const page = await office.person(browser, who);
  await page.goto(path);
  return page;
}

/** Sends the form with this name and is told that it was done. */
async function send(page: Page, form: string): Promise<void> {
  await page.locator(`main form:has(input[name=form][value="${form}"])`).getByRole("button").first().click();
  await expect(page.locator(".banner--good")).toBeVisible();
}
