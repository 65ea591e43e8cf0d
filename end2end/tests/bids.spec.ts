// Companies bid for a tender and nobody can look: one replaces its bid, one takes it back and hands it in again. After the
// close two officers of different sections open what is left, together.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { PASSWORD, openOffice } from "../support/office";

const office = openOffice();
const PASSPHRASE = "bakan dimus fogin hatus jiton kowus";
const TENDER = "/zh-Hant/tenders/T-2026-0004";

test("sealed bids are handed in, replaced and withdrawn, and opened by two officers after the close", async ({ browser }) => {
  const first = await office.person(browser, "ym.lam");
  await first.goto(TENDER);
  await first.getByRole("link", { name: "你的標書" }).click();
  await expect(first.locator(".tasks li").first()).toContainText("未開始");
  // What is missing is named before anything can be handed in.
  await task(first, "check");
  await expect(first.locator("main .tasks li")).not.toHaveCount(0);
  await write(first, "逐句轉寫，職員核對後方可使用。", "4,321,000.50");
  await handIn(first);
  await expect(first.locator("#receipts")).toBeVisible();
  const receipt = await first.request.get(`${TENDER}/bid/receipts/1`);
  expect(await receipt.text()).toMatch(/^action: submitted$[^]*^path: server$/m);

  const second = await office.person(browser, "cl.yuen");
  await second.goto(`${TENDER}/bid`);
  await write(second, "第一份答案。", "3900000");
  await handIn(second);
  // What was handed in is sealed for its writer too: a replacement is written anew.
  await write(second, "第二份答案。", "3800000");
  await handIn(second);
  await expect(second.locator("main tbody tr")).toHaveCount(2);

  // The first takes its bid back, and thinks again.
  await first.goto(`${TENDER}/bid`);
  await first.locator("#password").fill("not the password");
  await first.locator("button[value=withdraw]").click();
  await expect(first.locator(".error-summary")).toBeVisible();
  await first.locator("#password").fill(PASSWORD);
  await first.locator("button[value=withdraw]").click();
  await expect(first.locator("main tbody tr")).toHaveCount(2);
  await write(first, "再次遞交的答案。", "4,200,000");
  await handIn(first);
  await expect(first.locator("main tbody tr")).toHaveCount(3);

  // Before the close the department learns nothing, and after it nobody bids.
  const before = await office.person(browser, "yf.kwok");
  await before.goto("/zh-Hant/workspace/tenders/T-2026-0004/opening");
  await expect(before.locator("main")).toContainText("截標記錄完成前不得而知");
  await open(before);
  await expect(before.locator(".error-summary")).toBeVisible();
  office.pass(40 * 24 * 60);
  const late = await office.person(browser, "ym.lam");
  await late.goto(`${TENDER}/bid`);
  await expect(late.locator(".tasks")).toHaveCount(0);

  const one = await opener(browser, "yf.kwok");
  await open(one);
  await expect(one.locator("main .lede")).toContainText("Kwok Yee Fun");
  const other = await opener(browser, "kh.siu");
  await open(other);
  await expect(other.locator("main tbody tr")).toHaveCount(2);
  await expect(other.locator("main tbody")).toContainText("已開啟");
  await expect(other.locator("main")).not.toContainText("4,321,000");
});

async function task(page: Page, name: string): Promise<void> {
  await page.goto(`${TENDER}/bid`);
  await page.locator(`.tasks a[href$="/bid/${name}"]`).click();
}

/** Every task but the last, with this answer to each requirement. */
async function write(page: Page, answer: string, price: string): Promise<void> {
  const save = () => page.getByRole("button", { name: "儲存" }).click();
  await task(page, "eligibility");
  await page.locator("#non_collusion").check();
  await page.locator("#parties").selectOption("alone");
  await save();
  await task(page, "technical");
  for (const area of await page.locator("main textarea").all()) await area.fill(answer);
  await save();
  await task(page, "innovation");
  await page.locator("#innovation").selectOption("none");
  await save();
  await task(page, "prices");
  await page.locator("main input[inputmode=decimal]").fill("not a price");
  await save();
  await expect(page.locator(".field--bad")).toHaveCount(1);
  await page.locator("main input[inputmode=decimal]").fill(price);
  await save();
  await expect(page.locator("h1")).not.toHaveText("價格");
}

async function handIn(page: Page): Promise<void> {
  await task(page, "check");
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "遞交標書" }).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

async function opener(browser: Browser, who: string): Promise<Page> {
  const page = await office.person(browser, who);
  const path = "/zh-Hant/workspace/tenders/T-2026-0004/opening";
  await expect
    .poll(async () => {
      await page.goto(path);
      return page.locator("main .facts").innerText();
    })
    .toContain("2");
  return page;
}

async function open(page: Page): Promise<void> {
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#passphrase").fill(PASSPHRASE);
  await page.locator("main form button").last().click();
}
