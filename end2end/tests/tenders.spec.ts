// A department drafts a tender, has it approved by somebody else, publishes it and issues an addendum; a reader
// without an account watches it by e-mail, and a company prices it line by line. In Traditional Chinese, with and
// without script.
import { type Page, expect, test } from "@playwright/test";
import { handIn, task, writeBid } from "../support/bidding";
import { openOffice } from "../support/office";
import { draftLines, expectLines, priceLines } from "../support/schedule";

const office = openOffice();
const TITLE = "路旁停車位空置偵測";

test("a tender goes from its draft to an addendum", async ({ browser }) => {
  const officer = await office.person(browser, "tm.chan");
  const reference = await begin(officer);
  const own = `/zh-Hant/workspace/tenders/${reference}`;
  await draftLines(officer, own);
  await fillTheRest(officer, own);

  // A weight that does not make exactly 100 is refused, and what was typed stays.
  await officer.goto(`${own}/marking_scheme`);
  await officer.locator("#price").fill("39");
  await officer.getByRole("button", { name: "儲存" }).first().click();
  await expect(officer.locator(".error-summary")).toContainText("99");
  await expect(officer.locator("#price")).toHaveValue("39");

  await officer.goto(`${own}/check`);
  await officer.getByRole("button", { name: "提交待批" }).click();
  await expect(officer.locator(".banner--good")).toBeVisible();
  await expect(officer.getByRole("button", { name: "批准" })).toHaveCount(0);

  const approver = await office.person(browser, "mn.poon");
  await approver.goto(own);
  // The department bought of the same kind this year, which whoever approves must answer.
  await approver.locator("#splitting_answer").fill("兩者用途不同，並非分拆採購。");
  await approver.getByRole("button", { name: "批准" }).click();
  await expect(approver.locator(".banner--good")).toBeVisible();

  const procurement = await office.person(browser, "cw.leung");
  await procurement.goto(own);
  await procurement.getByRole("button", { name: "立即刊登" }).click();
  await expect(procurement.locator(".banner--good")).toBeVisible();

  const reader = await office.visitor(browser);
  await reader.goto(`/zh-Hant/tenders?q=${encodeURIComponent("停車位")}`);
  await reader.getByRole("link", { name: TITLE }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  await expect(reader.locator("#documents ~ .files li")).toHaveCount(3);
  await expect(reader.locator("#price-schedule ~ .table-scroll tbody tr")).toHaveCount(3);
  await reader.locator("#email").fill("reader@example.hk");
  await reader.getByRole("button", { name: "寄確認連結給我" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("請查閱電郵");

  await procurement.goto(`${own}/addendum`);
  await procurement.locator("#addendum_kind").selectOption("substantial");
  await procurement.locator("#addendum_zh_hant").fill("測試樣本增至80個停車位。");
  await procurement.locator("#addendum_en").fill("The test set grows to 80 spaces.");
  await procurement.getByRole("button", { name: "發出附錄" }).click();
  await expect(procurement.locator(".banner--good")).toBeVisible();
  await reader.goto(`/zh-Hant/tenders/${reference}`);
  await expect(reader.locator(".note--warn")).toContainText("測試樣本增至80個停車位。");
  await expect(reader.locator("#history ~ .timeline li")).toHaveCount(2);

  const bidder = await office.person(browser, "ym.lam");
  await bidder.goto(`/zh-Hant/tenders/${reference}/bid`);
  await priceLines(bidder, reference);
  await writeTheRest(bidder, reference);
  await task(bidder, reference, "check");
  await expectLines(bidder);
  await handIn(bidder, reference);
});

test("a tender of two lots is published as two tenders, and a supplier bids for one of them", async ({ browser }) => {
  const officer = await office.person(browser, "tm.chan");
  const reference = await begin(officer);
  const own = `/zh-Hant/workspace/tenders/${reference}`;
  await fillTheRest(officer, own);
  await addLot(officer, own, "平台", "Platform", "1,000,000", true);
  await addLot(officer, own, "培訓", "Training", "500,000", false);

  // Together the lots must be what the tender is estimated at.
  await officer.goto(`${own}/check`);
  await officer.getByRole("button", { name: "提交待批" }).click();
  await expect(officer.locator(".error-summary")).toContainText("1,500,000");
  await officer.goto(`${own}/lots`);
  await officer.locator("main .rows li").nth(1).getByRole("link").click();
  await officer.locator("#lot_estimate").fill("600,000.001");
  await officer.getByRole("button", { name: "儲存" }).click();
  await expect(officer.locator(".field--bad #lot_estimate")).toHaveValue("600,000.001");
  await officer.locator("#lot_estimate").fill("600,000");
  await officer.getByRole("button", { name: "儲存" }).click();
  await officer.goto(`${own}/check`);
  await expect(officer.locator("#drafted-lots ~ .table-scroll tbody tr")).toHaveCount(2);
  await officer.getByRole("button", { name: "提交待批" }).click();
  await expect(officer.locator(".banner--good")).toBeVisible();

  const approver = await office.person(browser, "mn.poon");
  await approver.goto(own);
  await approver.locator("#splitting_answer").fill("兩者用途不同，並非分拆採購。");
  await approver.getByRole("button", { name: "批准" }).click();
  const procurement = await office.person(browser, "cw.leung");
  await procurement.goto(own);
  await procurement.getByRole("button", { name: "立即刊登" }).click();
  await expect(procurement.locator(".banner--good")).toBeVisible();

  const bidder = await office.person(browser, "ym.lam");
  await bidder.goto(`/zh-Hant/tenders/${reference}`);
  await expect(bidder.getByRole("heading", { level: 1 })).toHaveText(`${TITLE}：平台`);
  await bidder.locator("#lots ~ .qa").getByRole("link", { name: "培訓" }).click();
  await expect(bidder.getByRole("heading", { level: 1 })).toHaveText(`${TITLE}：培訓`);
  const second = bidder.url().match(/T-\d{4}-\d{4}/)![0];
  expect(second).not.toBe(reference);
  await expect(bidder.locator("#documents ~ .files li")).toHaveCount(3);
  await bidder.goto(`/zh-Hant/tenders/${second}/bid`);
  await writeBid(bidder, second, "符合。", "512,000");
  await handIn(bidder, second);
  await bidder.goto("/zh-Hant/supplier/bids");
  await expect(bidder.locator("main")).toContainText(second);
  await expect(bidder.locator("main")).not.toContainText(reference);
});

/** Changes the first lot, or puts one in. */
async function addLot(page: Page, own: string, chinese: string, english: string, dollars: string, first: boolean) {
  await page.goto(`${own}/lots`);
  if (first) await page.locator("main .rows li").first().getByRole("link").click();
  await page.locator("#lot_zh_hant").fill(chinese);
  await page.locator("#lot_en").fill(english);
  await page.locator("#lot_estimate").fill(dollars);
  await page.getByRole("button", { name: "儲存" }).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

/** Every section that the template leaves open. */
async function fillTheRest(page: Page, own: string): Promise<void> {
  await fillNeed(page, own);
  await fillTimetable(page, own);
  await namePeople(page, own);
  await fillBudget(page, own);
  await addDocuments(page, own);
  await page.goto(`${own}/conflicts`);
  await page.locator("#finding").fill("已詢問各人，均無利益關係。");
  await page.getByRole("button", { name: "儲存" }).click();
}

/** Every task of a bid but its price. */
async function writeTheRest(page: Page, reference: string): Promise<void> {
  const save = () => page.getByRole("button", { name: "儲存" }).click();
  await task(page, reference, "eligibility");
  await page.locator("#non_collusion").check();
  await page.locator("#parties").selectOption("alone");
  await save();
  await task(page, reference, "technical");
  for (const area of await page.locator("main textarea").all()) await area.fill("符合，並附測試結果。");
  await save();
  await task(page, reference, "innovation");
  await page.locator("#innovation").selectOption("none");
  await save();
}

async function begin(page: Page): Promise<string> {
  await page.goto("/zh-Hant/workspace/tenders/new");
  await page.locator("#start").selectOption("software");
  await page.locator("#category").selectOption("LIC");
  await page.locator("#title_zh_hant").fill(TITLE);
  await page.locator("#title_en").fill("Detection of free kerbside parking");
  await page.getByRole("button", { name: "開始" }).click();
  await expect(page).toHaveURL(/workspace\/tenders\/T-\d{4}-\d{4}/);
  return page.url().match(/T-\d{4}-\d{4}/)![0];
}

async function fillNeed(page: Page, own: string): Promise<void> {
  await page.goto(`${own}/need`);
  await page.locator("#search").fill("交通");
  await page.getByRole("button", { name: "搜尋方案目錄" }).click();
  await page.locator('input[name="considered"]').first().check();
  await page.locator("#need_zh_hant").fill("職員每天巡查三次，點算路旁的空置車位。");
  await page.locator("#need_en").fill("Staff walk three rounds a day to count free kerbside spaces.");
  await page.locator("#why_zh_hant").fill("現有方案只點算行駛中的車輛。");
  await page.locator("#why_en").fill("What is shared counts moving vehicles only.");
  await page.getByRole("button", { name: "儲存" }).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

/** A day so many days on that is a Wednesday, so that no usual holiday of the season falls on it. */
function wednesday(days: number): string {
  const day = new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
}

async function fillTimetable(page: Page, own: string): Promise<void> {
  await page.goto(`${own}/timetable`);
  await page.locator("#publishes_on").fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  await page.locator("#closes_on").fill(wednesday(45));
  await page.getByRole("button", { name: "儲存" }).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

async function choose(page: Page, field: string, name: string): Promise<void> {
  const option = page.locator(`#${field} option`, { hasText: name }).first();
  await page.locator(`#${field}`).selectOption((await option.getAttribute("value"))!);
}

async function namePeople(page: Page, own: string): Promise<void> {
  await page.goto(`${own}/people`);
  for (const [name, section] of [["Kwok Yee Fun", "Supplies"], ["Siu Kin Hang", "Accounts"], ["Kan Lai Yee", "Registry"]]) {
    await choose(page, "opener", name);
    await page.locator("#opener_section").fill(section);
    await page.getByRole("button", { name: "加入" }).first().click();
  }
  for (const [name, team] of [["Ho Wai Kit", "Users"], ["Ng Ka Yan", "Systems"], ["So Wing Man", "Systems"]]) {
    await choose(page, "assessor", name);
    await page.locator("#assessor_team").fill(team);
    await page.getByRole("button", { name: "加入" }).last().click();
  }
  await choose(page, "chair", "Ho Wai Kit");
  await choose(page, "approver", "Poon Mei Na");
  await page.getByRole("button", { name: "儲存" }).click();
}

async function fillBudget(page: Page, own: string): Promise<void> {
  await page.goto(`${own}/budget`);
  await page.locator("#one_off").fill("1,600,000");
  await page.locator("#term_months").fill("24");
  await page.locator("#subject").selectOption("services");
  await choose(page, "budget_line", "TD-AI-01");
  await page.getByRole("button", { name: "儲存" }).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

async function addDocuments(page: Page, own: string): Promise<void> {
  for (const kind of ["terms", "specification", "draft_contract"]) {
    await page.goto(`${own}/documents`);
    await page.locator("#kind").selectOption(kind);
    const buffer = Buffer.from(`%PDF-1.7 ${kind}`);
    await page.locator("#file").setInputFiles({ name: `${kind}.pdf`, mimeType: "application/pdf", buffer });
    await page.getByRole("button", { name: "上載" }).click();
    await expect(page.locator(".rows li", { hasText: `${kind}.pdf` })).toBeVisible();
  }
}
