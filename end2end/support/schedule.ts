// A price schedule of three lines: drafted by the department, priced by a company, worked out by the office.
import { type Page, expect } from "@playwright/test";
import { task } from "./bidding";

/** Item, unit, quantity and what is asked for one; together 104,771.51. */
const LINES = [
  { item: ["使用權", "Licences"], unit: ["個", "licence"], quantity: "3", price: "1,234.57", amount: "3,703.71" },
  { item: ["轉寫通話", "Transcribed calls"], unit: ["次", "call"], quantity: "1,200", price: "0.89", amount: "1,068" },
  { item: ["設置地點", "Set-up of a site"], unit: ["處", "site"], quantity: "2", price: "49,999.90", amount: "99,999.80" },
] as const;
const TOTAL = "104,771.51";

/** The department writes the lines: an empty one is refused, one is changed, and one too many is taken out. */
export async function draftLines(page: Page, own: string): Promise<void> {
  await page.goto(`${own}/price_schedule`);
  const save = page.getByRole("button", { name: "儲存" });
  await save.click();
  await expect(page.locator(".field--bad")).toHaveCount(5);
  for (const line of [...LINES, LINES[0]]) {
    await page.goto(`${own}/price_schedule`);
    await page.locator("#item_zh_hant").fill(line.item[0]);
    await page.locator("#item_en").fill(line.item[1]);
    await page.locator("#unit_zh_hant").fill(line.unit[0]);
    await page.locator("#unit_en").fill(line.unit[1]);
    await page.locator("#quantity").fill(line === LINES[2] ? "20" : line.quantity);
    await save.click();
    await expect(page.locator(".banner--good")).toBeVisible();
  }
  await page.locator("main .rows li").nth(3).getByRole("button").click();
  await expect(page.locator("main .rows li")).toHaveCount(3);
  await page.locator("main .rows li").nth(2).getByRole("link").click();
  await expect(page.locator("#quantity")).toHaveValue("20");
  await page.locator("#quantity").fill(LINES[2].quantity);
  await save.click();
  await expect(page.locator("main .rows li").nth(2)).toContainText("2處");
}

/** A company prices the lines: what is wrong is marked all at once, and the sums are those of the office. */
export async function priceLines(page: Page, tender: string): Promise<void> {
  await task(page, tender, "prices");
  const fields = page.locator("main input[inputmode=decimal]");
  await expect(fields).toHaveCount(LINES.length);
  const fill = async (prices: readonly string[]) => {
    for (const [index, price] of prices.entries()) await fields.nth(index).fill(price);
    await page.getByRole("button", { name: "儲存" }).click();
  };
  await fill(["1.234", "-1", "two"]);
  await expect(page.locator(".field--bad")).toHaveCount(3);
  await expect(fields.nth(0)).toHaveValue("1.234");
  // Every line may be free, but not all of them.
  await fill(["0", "0", "0.00"]);
  await expect(page.locator(".error-summary")).toContainText("總價必須高於零");
  await fill(LINES.map((line) => line.price));
  await expect(page.locator(".banner--good")).toBeVisible();
  await expectLines(page);
}

/** Every line stands on the page with its amount, and their sum. */
export async function expectLines(page: Page): Promise<void> {
  const rows = page.locator("main table tbody tr");
  for (const [index, line] of LINES.entries()) {
    await expect(rows.nth(index)).toContainText(line.item[0]);
    await expect(rows.nth(index)).toContainText(line.amount);
  }
  await expect(page.locator("main table tfoot")).toContainText(TOTAL);
}
