// The journey the marketplace exists for, in Traditional Chinese: a department finds a solution that others use,
// asks for it, gets it, uses it and pays for it; and the office that reviews spend sees each step in its figures.
import { type Locator, type Page, expect, test } from "@playwright/test";
import { openOffice } from "../support/office";

const office = openOffice();
const SOLUTION = "可疑電郵分流";
const PATH = "/zh-Hant/solutions/suspicious-email-triage-s0026";

test("a department reuses a solution, from search to the spend figures", async ({ browser }) => {
  const reviewer = await office.person(browser, "kc.mak");
  const adoptersBefore = await adopters(reviewer);

  const officer = await office.person(browser, "tm.chan");
  const { reference, shares, year } = await request(officer);
  const price = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const share = shares.get(year)!;
  const before = await figures(reviewer, year);
  await office.lettered("sm.lee", `待你同意：${SOLUTION} [${reference}]`);

  // The approver of the department agrees.
  const approver = await office.person(browser, "sm.lee");
  await openFromApprovals(approver, reference);
  await weighs(approver);
  await approver.getByRole("button", { name: "同意並轉交" }).click();
  await done(approver, "申請已轉交數字政策辦公室。");
  await office.lettered("ws.lau", `待你批核：運輸署申請重用${SOLUTION} [${reference}]`);
  expect(await committed(reviewer, year), "an endorsed request commits nothing").toEqual(before.committed);

  // The curator approves, which commits the price.
  const curator = await office.person(browser, "ws.lau");
  await openFromApprovals(curator, reference);
  await weighs(curator);
  await curator.getByRole("button", { name: "批准並承擔款額" }).click();
  await done(curator, "申請已批准，款額已承擔。");
  await office.lettered("tm.chan", `已獲批准：${SOLUTION} [${reference}]`);
  await office.lettered("wk.ho", `可開始設置：${SOLUTION} [${reference}]`);
  expect((await committed(reviewer, year)).total).toBeCloseTo(before.committed.total + share, 2);

  // The owner sets it up, tries it and confirms that it is live.
  const owner = await office.person(browser, "wk.ho");
  await goLive(owner, reference);
  await office.lettered("ws.lau", `運輸署已開始試用：${SOLUTION} [${reference}]`);
  for (const person of ["tm.chan", "ws.lau"]) {
    await office.lettered(person, `${SOLUTION}已在運輸署啟用 [${reference}]`);
  }
  await office.lettered("wk.ho", `請每月提交使用報告：${SOLUTION} [${reference}]`);
  await report(owner, reference);

  // Finance records a payment, in English, the language of her letters and habit.
  const finance = await office.person(browser, "ky.ng");
  await finance.goto(`/en/orders/${reference}`);
  await finance.locator("summary", { hasText: "Record a payment" }).click();
  await finance.getByLabel("Invoice number").fill("INV-E2E-1");
  await finance.getByLabel("Day of payment").fill(await today(finance));
  await finance.locator("#amount").fill("6,050.00");
  await finance.getByRole("button", { name: "Record a payment" }).click();
  await expect(finance.locator(".banner--good")).toBeVisible();
  await expect(finance.locator("section", { has: finance.locator("#payments") })).toContainText("INV-E2E-1");

  // The reviewer sees it all: committed, paid, and who uses what; the row behind each figure is one click away.
  await reviewer.goto(`/zh-Hant/spend?year=${year}`);
  const total = stat(reviewer, "已承擔款額");
  await total.getByRole("link").click();
  await expect(reviewer).toHaveURL(/\/zh-Hant\/spend\/committed/);
  const row = reviewer.locator("tbody tr", { hasText: reference });
  await expect(row).toHaveCount(1);
  expect(amount(await row.locator("td").last().innerText())).toBeCloseTo(share, 2);
  await row.getByRole("link", { name: reference }).click();
  await expect(reviewer.getByRole("heading", { level: 1 })).toContainText(SOLUTION);

  // The department is led to what it has instead of asking twice.
  await officer.goto(PATH);
  await expect(officer.getByRole("link", { name: "申請重用" })).toHaveCount(0);
  await officer.locator(".key-panel").getByRole("link", { name: `開啟${reference}` }).click();
  await expect(officer.locator(".steps .done")).toHaveCount(4);
  await expect(officer.locator(".steps .done time")).toHaveCount(4);

  const after = await figures(reviewer, year);
  expect(after.committed.total).toBeCloseTo(before.committed.total + share, 2);
  expect(after.actual.total).toBeCloseTo(before.actual.total + 6050, 2);
  expect(after.adopting, "one more solution live in one department").toBe(before.adopting + 1);
  expect(await adopters(reviewer)).toBe(adoptersBefore + 1);
  expect(price).toBeGreaterThan(0);
});

/** Searches, opens and asks, with five clicks from the front page at most; returns the reference and the price by year. */
async function request(page: Page): Promise<{ reference: string; shares: Map<number, number>; year: number }> {
  let clicks = 0;
  const click = (what: Locator) => {
    clicks += 1;
    return what.click();
  };
  await page.goto("/zh-Hant");
  await page.getByLabel("搜尋方案").fill("可疑電郵");
  await click(page.getByRole("button", { name: "搜尋" }));
  await expect(page.locator("#results")).toContainText(/\d+個項目/);
  await click(page.getByRole("link", { name: SOLUTION, exact: true }));
  await expect(page.locator("h1")).toHaveText(SOLUTION);
  await click(page.getByRole("link", { name: "申請重用" }));
  await page.getByLabel("使用人數").fill("120");
  await page.getByLabel("使用月數").fill("6");
  // Live use is confirmed on the first day at the earliest, and this journey ends today.
  await page.getByLabel("開始使用日期").fill(await today(page));
  await page.getByLabel("用途").fill("分流職員舉報的可疑電郵，縮短回覆時間。");
  await page.getByLabel("直接訂購的原因").fill("需要相同、條款相同、價格已經公開招標驗證。");
  const starts = await page.getByLabel("開始使用日期").inputValue();
  await estimates(page);
  await click(page.getByRole("button", { name: "繼續" }));
  await expect(page.locator("h1")).toHaveText("核對申請");
  // A row's own way back ends at its field.
  await page.locator("button[formaction$=\"#months\"]").click();
  await expect(page).toHaveURL(/#months$/);
  await page.getByRole("button", { name: "繼續" }).click();
  const shares = await sharesByYear(page);
  const total = amount(await page.locator(".estimate__total dd").innerText());
  expect(total, "6 months at $6,000 and 120 users at $5.50 a month").toBe(6 * 6000 + 6 * 120 * 5.5);
  expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(total, 2);
  await click(page.getByRole("button", { name: "提交申請" }));
  await confirmed(page);
  expect(clicks).toBeLessThanOrEqual(5);
  const reference = /RQ-\d{4}-\d{4}/.exec(page.url())?.[0] ?? "";
  expect(reference).not.toBe("");
  const [startYear, startMonth] = starts.split("-").map(Number) as [number, number];
  return { reference, shares, year: startMonth >= 4 ? startYear : startYear - 1 };
}

/** Works the price out on the same page, which is no step of the way; what was typed stays. */
async function estimates(page: Page): Promise<void> {
  await expect(page.locator("#rates")).toBeVisible();
  await page.getByRole("button", { name: "計算價格" }).click();
  expect(amount(await page.locator("#estimate .estimate__total dd").innerText())).toBe(6 * 6000 + 6 * 120 * 5.5);
  await expect(page.getByLabel("使用人數")).toHaveValue("120");
  await expect(page.getByLabel("用途")).toHaveValue("分流職員舉報的可疑電郵，縮短回覆時間。");
}

/** What of the price falls in each financial year, as the check page says. */
async function sharesByYear(page: Page): Promise<Map<number, number>> {
  const shares = new Map<number, number>();
  for (const line of await page.locator(".estimate dl > div").all()) {
    const year = /其中(\d{4})/.exec(await line.locator("dt").innerText())?.[1];
    if (year) shares.set(Number(year), amount(await line.locator("dd").innerText()));
  }
  return shares;
}

async function openFromApprovals(page: Page, reference: string): Promise<void> {
  await page.goto("/zh-Hant");
  await page.getByRole("navigation", { name: "主要" }).getByRole("link", { name: /批核/ }).click();
  await page.getByRole("link", { name: new RegExp(`檢視.*${reference}`) }).click();
  await expect(page.locator("h1")).toHaveText(SOLUTION);
}

/** What must be weighed stands above the button that decides. */
async function weighs(page: Page): Promise<void> {
  const panel = page.locator(".key-panel");
  for (const fact of [/預算餘額（\d{4}–\d{2}年度）/, "合約上限餘額", "部門沒有同一方案", "方案資料級別上限", "風險級別", "實證", "處理期限"]) {
    await expect(panel).toContainText(fact);
  }
  const facts = (await panel.locator("dl").boundingBox())!;
  const button = (await panel.locator("button.btn").first().boundingBox())!;
  expect(facts.y + facts.height).toBeLessThanOrEqual(button.y);
}

async function goLive(page: Page, reference: string): Promise<void> {
  await page.goto("/zh-Hant/orders");
  await page.getByRole("link", { name: reference }).click();
  await page.getByRole("button", { name: "開始設置" }).click();
  await done(page, "應用部署已進入下一階段。");
  // A pilot without its checks is refused, and says which are missing.
  await page.getByRole("button", { name: "開始試用" }).click();
  await expect(page.locator(".error-summary")).toContainText("剔選此項才可繼續");
  await page.getByLabel("保安檢查清單已完成").check();
  await page.getByLabel("私隱檢查清單已完成").check();
  await page.getByLabel("職員培訓日期").fill(await today(page));
  await page.getByRole("button", { name: "開始試用" }).click();
  await done(page, "應用部署已進入下一階段。");
  await page.getByLabel("已符合驗收準則").check();
  await page.getByLabel("監督人員").fill("總運輸主任（資訊科技）");
  await page.getByRole("button", { name: "確認正式啟用" }).click();
  await done(page, "你已確認正式啟用，現計入採用數目。");
}

async function report(page: Page, reference: string): Promise<void> {
  // A month is reported when it is over: not yet for what went live today, but for the department's oldest order.
  await page.goto(`/zh-Hant/orders/${reference}`);
  await expect(page.getByRole("link", { name: "提交每月使用報告" })).toHaveCount(0);
  await page.goto("/zh-Hant/orders");
  await page.locator("tbody th a").last().click();
  await page.getByRole("link", { name: "提交每月使用報告" }).click();
  await page.getByLabel("活躍用戶").fill("12");
  await page.getByLabel("處理數目").fill("1450");
  await page.getByLabel("節省工時").fill("96");
  await page.getByLabel("更正原因").fill("補計晚上的查詢。");
  await page.getByRole("button", { name: "儲存報告" }).click();
  await done(page, "使用報告已儲存。");
  await page.locator("summary", { hasText: "以表格顯示" }).click();
  await expect(page.locator("#deployment").locator("..").locator("tbody")).toContainText("1,450");
}

/** After sending: the reference, who decides next and by when, and no way to call it off among the next steps. */
async function confirmed(page: Page): Promise<void> {
  for (const _ of ["at once", "after reloading"]) {
    const panel = page.locator(".confirm");
    await expect(panel).toContainText("申請已送交你部門的批核人員");
    await expect(panel.locator(".confirm__ref")).toHaveText(/RQ-\d{4}-\d{4}/);
    await expect(panel).toContainText(/下一步由運輸署的批核人員決定，預計不遲於\d{4}年\d+月\d+日/);
    await expect(page.locator(".banner--good")).toHaveCount(0);
    await page.reload();
  }
  await expect(page.locator(".key-panel")).toContainText("下一步由你部門的批核人員決定。");
}

/** The page says so, and may be reloaded without sending anything again. */
async function done(page: Page, text: string): Promise<void> {
  await expect(page.locator(".banner--good")).toContainText(text);
  await page.reload();
  await expect(page.locator(".banner--good")).toContainText(text);
}

/** Today in Hong Kong, as the server says it in its own header. */
async function today(page: Page): Promise<string> {
  const answer = await page.request.get("/en/help");
  const hongKong = new Date(Date.parse(answer.headers()["date"]!) + 8 * 3_600_000);
  return hongKong.toISOString().slice(0, 10);
}

function stat(page: Page, name: string): Locator {
  return page.locator(".stat", { has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) });
}

interface Sum {
  rows: number;
  total: number;
}

async function sum(page: Page, path: string): Promise<Sum> {
  const file = await (await page.request.get(path)).text();
  const [, ...lines] = file.trim().split(/\r?\n/);
  const column = file.slice(file.charCodeAt(0) === 0xfeff ? 1 : 0).split(/\r?\n/)[0]!.split(",").findIndex((name) => /amount|hkd/.test(name));
  return { rows: lines.length, total: lines.reduce((total, line) => total + Number(cells(line)[column]), 0) };
}

/** The cells of a CSV line without line ends in cells. */
function cells(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((hit) => hit[1]!.replace(/^"|"$/g, "").replace(/""/g, '"'));
}

const committed = (page: Page, year: number) => sum(page, `/en/spend/committed.csv?year=${year}`);

async function figures(page: Page, year: number): Promise<{ committed: Sum; actual: Sum; adopting: number }> {
  const adopting = await (await page.request.get(`/en/spend/adopting.csv?year=${year}`)).text();
  return {
    committed: await committed(page, year),
    actual: await sum(page, `/en/spend/actual.csv?year=${year}`),
    adopting: adopting.trim().split(/\r?\n/).length - 1,
  };
}

/** How many departments the solution's public page says use it. */
async function adopters(page: Page): Promise<number> {
  await page.goto(PATH);
  const text = await page.locator(".key-panel").innerText();
  return Number(/(\d+)個部門正在使用/.exec(text)?.[1]);
}

function amount(text: string): number {
  return Number(text.replace(/[^\d.]/g, ""));
}
