// Companies bid for a tender and nobody can look: one replaces its bid, one takes it back and hands it in again. After the
// close two officers of different sections open what is left, together.
import { expect, test } from "@playwright/test";
import { PASSPHRASE, bringKey, closed, handIn, promiseTraining, task, writeBid } from "../support/bidding";
import { PASSWORD, openOffice } from "../support/office";

const office = openOffice();
const REFERENCE = "T-2026-0004";
const TENDER = `/zh-Hant/tenders/${REFERENCE}`;
const OPENING = `/zh-Hant/workspace/tenders/${REFERENCE}/opening`;

test("sealed bids are handed in, replaced and withdrawn, and opened by two officers after the close", async ({ browser }) => {
  const first = await office.person(browser, "ym.lam");
  await first.goto(TENDER);
  await first.getByRole("link", { name: "你的標書" }).click();
  await expect(first.locator(".tasks li").first()).toContainText("未開始");
  await expect(first.locator(".key-panel [role=timer]")).toContainText("尚餘");
  // What is missing is named before anything can be handed in.
  await expect(first.locator('.tasks a[href$="/bid/check"]')).toHaveCount(0);
  await first.goto(`${TENDER}/bid/check`);
  await expect(first.locator("main .tasks li")).not.toHaveCount(0);
  await writeBid(first, REFERENCE, "逐句轉寫，職員核對後方可使用。", "4,321,000.50");
  await promiseTraining(first, REFERENCE, "80", "12");
  await task(first, REFERENCE, "check");
  await expect(first.locator("main")).toContainText("80，於合約第12個月完結前履行");
  await handIn(first, REFERENCE);
  await expect(first.locator(".confirm")).toContainText(REFERENCE);
  await expect(first.locator("details:not([open]):has(.tasks)")).toHaveCount(1);
  await expect(first.locator("#receipts")).toBeVisible();
  const receipt = await first.request.get(`${TENDER}/bid/receipts/1`);
  expect(await receipt.text()).toMatch(/^action: submitted$[^]*^path: server$/m);

  const second = await office.person(browser, "cl.yuen");
  await second.goto(`${TENDER}/bid`);
  await writeBid(second, REFERENCE, "第一份答案。", "3900000");
  await handIn(second, REFERENCE);
  // What was handed in is sealed for its writer too: a replacement is written anew.
  await writeBid(second, REFERENCE, "第二份答案。", "3800000");
  await handIn(second, REFERENCE);
  await expect(second.locator("main tbody tr")).toHaveCount(2);

  // The first takes its bid back, and thinks again.
  await first.goto(`${TENDER}/bid`);
  await first.locator("#password-withdraw").fill("not the password");
  await first.locator("button[value=withdraw]").click();
  await expect(first.locator(".error-summary")).toBeVisible();
  await first.locator("#password-withdraw").fill(PASSWORD);
  await first.locator("button[value=withdraw]").click();
  await expect(first.locator("main tbody tr")).toHaveCount(2);
  await writeBid(first, REFERENCE, "再次遞交的答案。", "4,200,000");
  await handIn(first, REFERENCE);
  await expect(first.locator("main tbody tr")).toHaveCount(3);

  // Before the close the department learns nothing, and after it nobody bids.
  const before = await office.person(browser, "yf.kwok");
  await before.goto(OPENING);
  await expect(before.locator("main")).toContainText("截標記錄完成前不得而知");
  // No form asks for the words before the time, and one that is sent all the same is refused.
  await expect(before.locator("#passphrase, #here-passphrase")).toHaveCount(0);
  const early = await office.post(before, OPENING, { password: PASSWORD, passphrase: PASSPHRASE });
  expect(early.status()).toBe(422);
  expect(await early.text()).toContain("在截標記錄完成之前不能開標");
  office.pass(40 * 24 * 60);
  const late = await office.person(browser, "ym.lam");
  await late.goto(`${TENDER}/bid`);
  await expect(late.locator(".tasks")).toHaveCount(0);

  const one = await office.person(browser, "yf.kwok");
  await closed(one, OPENING, 2);
  await bringKey(one);
  await expect(one.locator("main .lede")).toContainText("Kwok Yee Fun");
  const other = await office.person(browser, "kh.siu");
  await other.goto(OPENING);
  await bringKey(other);
  await expect(other.locator("main tbody tr")).toHaveCount(2);
  await expect(other.locator("main tbody")).toContainText("已開啟");
  await expect(other.locator("main")).not.toContainText("4,321,000");
});
