// An envelope that nobody could read at the opening is opened by its bidder with the key it kept. The bid joins the others
// once conflicts of interest were assessed for it too.
import { type Page, expect, test } from "@playwright/test";
import { bringKey, closed, handIn, writeBid } from "../support/bidding";
import { PASSWORD, openOffice } from "../support/office";

const office = openOffice();
const REFERENCE = "T-2026-0005";
const TENDER = `/zh-Hant/tenders/${REFERENCE}`;
const WORK = `/zh-Hant/workspace/tenders/${REFERENCE}`;

test("a bidder opens what nobody could read, and conflicts are assessed for it before the panel reads on", async ({ browser }) => {
  const bidder = await office.person(browser, "ym.lam");
  await bidder.goto(`${TENDER}/bid`);
  await writeBid(bidder, REFERENCE, "以淺白文字撰寫。", "2,100,000");
  await handIn(bidder, REFERENCE);
  const taken = await bidder.request.get(`${TENDER}/bid/receipts/1/technical`);
  expect(taken.status()).toBe(200);
  const envelope = await taken.body();
  const key = await office.post(bidder, `${TENDER}/bid/receipts/1/technical/key`, {});
  expect(key.status()).toBe(200);
  const rival = await office.person(browser, "cl.yuen");
  await rival.goto(`${TENDER}/bid`);
  await writeBid(rival, REFERENCE, "另一份答案。", "2,000,000");
  await handIn(rival, REFERENCE);

  office.pass(37 * 24 * 60);
  office.damage(envelope);
  for (const who of ["sy.mok", "lc.tong"]) {
    const opener = await office.person(browser, who);
    await closed(opener, `${WORK}/opening`, 2);
    await bringKey(opener);
    await expect(opener.locator(".banner--good")).toBeVisible();
  }

  // The panel is appointed and declares before the bid comes back.
  const approver = await office.person(browser, "wy.cheng");
  const assess = async () => {
    await approver.goto(`${WORK}/evaluation`);
    await approver.locator("[name=finding]").fill("");
    await approver.locator(".key-panel form button").click();
    await expect(approver.locator(".field--bad")).toHaveCount(1);
    await approver.locator("[name=finding]").fill("已逐一查問，沒有發現利益衝突。");
    await approver.locator(".key-panel form button").click();
    await expect(approver.locator(".banner--good")).toBeVisible();
  };
  await assess();

  const owner = await office.person(browser, "ym.lam");
  await owner.goto(`${TENDER}/bid/opened`);
  await owner.locator('a[href$="/bid/rescue"]').click();
  await owner.locator("#password").fill(PASSWORD);
  await owner.locator("main form button").click();
  await expect(owner.locator(".field--bad")).toHaveCount(2);
  await owner.locator("#bid_key").setInputFiles({ name: "technical.bid-key", mimeType: "application/octet-stream", buffer: await key.body() });
  await owner.locator("#envelope").setInputFiles({ name: "technical.sealed", mimeType: "application/octet-stream", buffer: envelope });
  await owner.locator("#password").fill(PASSWORD);
  await owner.locator("main form button").click();
  await expect(owner.locator(".banner--good")).toBeVisible();
  await expect(owner.locator("main")).toContainText("以淺白文字撰寫。");

  const chair = await office.person(browser, "mk.tse");
  const declare = async (member: Page) => {
    await member.goto(`${WORK}/evaluation/interests`);
    const fields = await member.locator("main form input[value=none]").all();
    expect(fields).toHaveLength(2);
    for (const field of fields) await field.check();
    await member.locator("main form button").click();
    await expect(member.locator(".banner--good")).toBeVisible();
  };
  for (const who of ["hl.fung", "wm.so"]) await declare(await office.person(browser, who));
  await declare(chair);
  await chair.goto(`${WORK}/evaluation/marks`);
  await expect(chair.locator("main textarea")).toHaveCount(0);
  const again = () => office.letters("wy.cheng").filter((letter) => letter.subject.startsWith("請重新評估利益衝突："));
  await expect.poll(() => again().length).toBe(1);
  await assess();
  await expect(approver.locator("aside .panel")).toHaveCount(3);
  await chair.goto(`${WORK}/evaluation/marks`);
  await expect(chair.locator("main .rows a, main tbody a")).toHaveCount(2);
});
