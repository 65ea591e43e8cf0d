// What bidders and openers do on the pages of a tender, for the journeys that need it.
import { type Page, expect, test } from "@playwright/test";
import { PASSWORD } from "./office";

/** The passphrase of every sealing key of the sample office. */
export const PASSPHRASE = "bakan dimus fogin hatus jiton kowus";

/** Opens a task of one's own bid from its list. */
export async function task(page: Page, tender: string, name: string): Promise<void> {
  await page.goto(`/zh-Hant/tenders/${tender}/bid`);
  // Once a bid is in, the tasks of another version are folded away.
  const folded = page.locator("details:not([open]):has(.tasks) > summary");
  if ((await folded.count()) > 0) await folded.click();
  await page.locator(`.tasks a[href$="/bid/${name}"]`).click();
}

/** Writes every task but the last, with this answer to each requirement. */
export async function writeBid(page: Page, tender: string, answer: string, price: string): Promise<void> {
  const save = () => page.getByRole("button", { name: "儲存" }).click();
  await task(page, tender, "eligibility");
  await page.locator("#non_collusion").check();
  await page.locator("#parties").selectOption("alone");
  await save();
  await task(page, tender, "technical");
  for (const area of await page.locator("main textarea").all()) await area.fill(answer);
  await save();
  await task(page, tender, "innovation");
  await page.locator("#innovation").selectOption("none");
  await save();
  await task(page, tender, "prices");
  await page.locator("main input[inputmode=decimal]").fill("not a price");
  await save();
  await expect(page.locator(".field--bad")).toHaveCount(1);
  await page.locator("main input[inputmode=decimal]").fill(price);
  await save();
  await expect(page.locator(".field--bad")).toHaveCount(0);
}

/** Promises so much training by the end of a month of the contract, after a month that the contract does not have. */
export async function promiseTraining(page: Page, tender: string, hours: string, month: string): Promise<void> {
  await task(page, tender, "promises");
  await page.locator("#promise-training_hours").fill(hours);
  for (const [typed, wrong] of [["99", 1], [month, 0]] as const) {
    await page.locator("#promise-training_hours-months").fill(typed);
    await page.getByRole("button", { name: "儲存" }).click();
    await expect(page.locator(".field--bad")).toHaveCount(wrong);
  }
}

/** Hands a written bid in. */
export async function handIn(page: Page, tender: string): Promise<void> {
  await task(page, tender, "check");
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "遞交標書" }).click();
  await expect(page.locator(".banner--good")).toBeVisible();
}

/** Whether pages have script in this project. */
export function hasScript(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Stretching a passphrase in a browser takes its time, more on a machine that has other work. */
export const STRETCHED = { timeout: 60_000 };

/** Brings an opener's part of the keys on the page of an opening: made there by script, else on the server. */
export async function bringKey(page: Page, words = PASSPHRASE): Promise<void> {
  const prefix = hasScript() ? "#here-" : "#";
  await page.locator(`${prefix}password`).fill(PASSWORD);
  await page.locator(`${prefix}passphrase`).fill(words);
  await page.locator(hasScript() ? "[data-part=contribute]" : "main form:has(#passphrase) button").click();
  await expect(page.locator(".banner--good, .error-summary")).toBeVisible(STRETCHED);
}

/** Waits until the closing was recorded, when the number of bids is told. */
export async function closed(page: Page, opening: string, bids: number): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(opening);
      return page.locator("main .facts").innerText();
    })
    .toMatch(new RegExp(`(^|\\D)${bids}$`, "m"));
}
