// The way of a tender after its publication, in Traditional Chinese: two companies bid, two officers open, three assessors
// declare, mark and settle, prices are opened, the panel recommends, the approver decides, every bidder is told, and when
// the standstill is over both sides sign.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { bringKey, closed, handIn, promiseTraining, writeBid } from "../support/bidding";
import { PASSWORD, openOffice } from "../support/office";

const office = openOffice();
const REFERENCE = "T-2026-0004";
const WORK = `/zh-Hant/workspace/tenders/${REFERENCE}`;
const EVALUATION = `${WORK}/evaluation`;
const PANEL = ["wk.ho", "ky.ng", "wm.so"];
const WINNER = "港語科技有限公司";
/** Marks for each criterion in its order: of the winner, and of the other. */
const MARKS = { winner: ["30", "20", "12", "15"], other: ["25", "15", "10", "10"] };
const DAY = 24 * 60;

test("a tender is bid for, opened, marked, awarded and signed under rules that hold at every step", async ({ browser }) => {
  test.setTimeout(300_000);
  for (const [who, price] of [["ym.lam", "3,900,000"], ["cl.yuen", "4,000,000"]] as const) {
    const bidder = await office.person(browser, who);
    await bidder.goto(`/zh-Hant/tenders/${REFERENCE}`);
    await writeBid(bidder, REFERENCE, "符合，並附測試結果。", price);
    if (who === "ym.lam") await promiseTraining(bidder, REFERENCE, "80", "12");
    await handIn(bidder, REFERENCE);
    await bidder.context().close();
  }
  office.pass(26 * DAY);
  await opened(browser, `${WORK}/opening`);

  // Nobody reads a bid before everybody of the panel has declared.
  const approver = await at(browser, "sm.lee", EVALUATION);
  await approver.locator("main textarea").fill("已逐一查詢，無人與投標者有利益關係。");
  await send(approver, "begin");
  for (const who of PANEL) {
    const member = await at(browser, who, `${EVALUATION}/marks`);
    await expect(member.locator('main a[href*="/marks/"]')).toHaveCount(0);
    await member.goto(`${EVALUATION}/interests`);
    for (const none of await member.locator("main input[type=radio][value=none]").all()) await none.check();
    await send(member, "declare");
    await member.context().close();
  }

  // Each marks alone; the chair sees nobody's marks before all are in.
  for (const who of PANEL) {
    const member = await at(browser, who, `${EVALUATION}/marks`);
    for (const href of await links(member, "/marks/")) {
      await member.goto(href);
      await fillMarks(member);
      for (const comment of await member.locator('main [name^="comment-"]').all()) await comment.fill("按測試結果。");
      await send(member, "marks");
    }
    await member.goto(`${EVALUATION}/moderation`);
    await expect(member.locator('main a[href*="/moderation/"]')).toHaveCount(0);
    await member.goto(`${EVALUATION}/marks`);
    await send(member, "submit");
    await member.context().close();
  }
  const chair = await at(browser, PANEL[0]!, `${EVALUATION}/moderation`);
  for (const href of await links(chair, "/moderation/")) {
    await chair.goto(href);
    await fillMarks(chair);
    await send(chair, "settle");
  }
  // No price before the panel's marks are signed.
  const early = await at(browser, "yf.kwok", `${WORK}/price-opening`);
  await expect(early.locator("main .lede")).toContainText("簽署技術評分後");
  await expect(early.locator("main input")).toHaveCount(0);
  for (const who of PANEL) await step(browser, who, `${EVALUATION}/moderation`, "sign");
  await opened(browser, `${WORK}/price-opening`);

  await chair.goto(`${EVALUATION}/prices`);
  await send(chair, "rank");
  await chair.goto(`${EVALUATION}/report`);
  await expect(chair.locator("main tbody tr").first()).toContainText("100.00");
  await expect(chair.locator("main tbody tr").nth(1)).toContainText("85.75");
  await chair.locator('main form:has(input[name=form][value="recommend"]) select').selectOption({ label: WINNER });
  await send(chair, "recommend");
  for (const who of PANEL) await step(browser, who, `${EVALUATION}/report`, "sign");

  // Who files the recommendation does not approve it; all bidders are told at once.
  const procurement = await at(browser, "cw.leung", `${WORK}/award`);
  for (const reason of await procurement.locator('main textarea[name^="reason_"]').all()) await reason.fill("按綜合得分。");
  for (const found of await procurement.locator('main select[name^="result_"]').all()) await found.selectOption("satisfactory");
  for (const seen of await procurement.locator('main textarea[name^="evidence_"]').all()) await seen.fill("查冊 4711");
  await procurement.locator("#issuer").fill("銷售經理");
  await press(procurement, "recommend");
  await procurement.goto(`${WORK}/award`);
  await expect(procurement.locator("button[value=approve]")).toHaveCount(0);
  await approver.goto(`${WORK}/award`);
  await press(approver, "approve");
  const loser = await at(browser, "cl.yuen", `/zh-Hant/supplier/outcomes/${REFERENCE}`);
  await expect(loser.locator("main")).toContainText("貴公司未能中標");
  await expect(loser.locator("main")).toContainText("85.75");
  await expect(loser.locator("main")).not.toContainText("3,900,000");
  const tell = (who: string) => office.letters(who).filter((letter) => letter.subject.includes(REFERENCE)).length;
  await expect.poll(() => tell("ym.lam")).toBeGreaterThan(0);
  await expect.poll(() => tell("cl.yuen")).toBeGreaterThan(0);

  // Nothing is signed before the standstill is over; then the award becomes final.
  office.pass(15 * DAY);
  const drafter = await office.person(browser, "cw.leung");
  await expect
    .poll(
      async () => {
        await drafter.goto("/zh-Hant/workspace/contracts");
        return drafter.locator(`a[href$="tender=${REFERENCE}"]`).count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await drafter.locator(`a[href$="tender=${REFERENCE}"]`).click();
  // What the bid promised is part of the contract; there is no field to change it.
  await expect(drafter.locator("main")).toContainText("80，於合約第12個月完結前履行");
  await drafter.locator("#starts_on").fill("2027-02-01");
  for (const name of ["performance", "service_levels", "data_terms"]) await drafter.locator(`#${name}`).fill("按招標文件。");
  await drafter.locator("#milestone_1_title").fill("系統設定");
  await drafter.locator("#milestone_1_due").fill("2027-05-31");
  await drafter.locator("#milestone_1_amount").fill("900000");
  await drafter.locator("main form").getByRole("button").last().click();
  await expect(drafter.locator("button[value=make_ready]")).toBeVisible();
  const contract = new URL(drafter.url()).pathname.split("/").pop()!;
  await press(drafter, "make_ready");
  const company = await at(browser, "kw.cheng", `/zh-Hant/supplier/contracts/${contract}`);
  await company.locator("#password").fill(PASSWORD);
  await expect(company.locator("#promises + ul")).toContainText("培訓時數");
  await press(company, "sign_supplier");
  const signer = await at(browser, "sm.lee", `/zh-Hant/workspace/contracts/${contract}`);
  await signer.locator("#password").fill("not the password");
  await signer.locator("button[value=sign]").click();
  await expect(signer.locator(".error-summary")).toBeVisible();
  await signer.locator("#password").fill(PASSWORD);
  await press(signer, "sign");
  const anybody = await office.visitor(browser);
  await anybody.goto("/zh-Hant/contracts");
  await expect(anybody.locator("main")).toContainText(contract);
});

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

/** Presses a button and is told that it was done. */
async function press(page: Page, step: string): Promise<void> {
  await page.locator(`button[value=${step}]`).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

async function step(browser: Browser, who: string, path: string, form: string): Promise<void> {
  const page = await at(browser, who, path);
  await send(page, form);
  await page.context().close();
}

/** Two openers of different sections bring their keys. */
async function opened(browser: Browser, opening: string): Promise<void> {
  for (const who of ["yf.kwok", "kh.siu"]) {
    const page = await office.person(browser, who);
    await closed(page, opening, 2);
    await bringKey(page);
    await expect(page.locator(".banner--good")).toBeVisible();
    await page.context().close();
  }
}

function links(page: Page, part: string): Promise<string[]> {
  return page.locator(`main a[href*="${part}"]`).evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
}

async function fillMarks(page: Page): Promise<void> {
  const text = await page.locator("main").innerText();
  const marks = text.includes(WINNER) ? MARKS.winner : MARKS.other;
  const fields = await page.locator('main [name^="mark-"]').all();
  for (const [index, field] of fields.entries()) {
    const select = (await field.evaluate((element) => element.tagName)) === "SELECT";
    await (select ? field.selectOption(marks[index]!) : field.fill(marks[index]!));
  }
}
