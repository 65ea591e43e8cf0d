// How an official makes a sealing key and tries it out, for the journeys that need it.
import { type Page, expect } from "@playwright/test";
import { PASSPHRASE, STRETCHED, hasScript } from "./bidding";
import { PASSWORD } from "./office";

const KEY = "/zh-Hant/account/sealing-key";

/** Makes a key and tries it out; its words. */
export async function makeKey(page: Page): Promise<string> {
  await page.goto(KEY);
  const words = hasScript() ? await makeHere(page) : await makeThere(page);
  const [field, button] = hasScript() ? ["#here-passphrase", "[data-part=rehearse]"] : ["#passphrase", "button[value=rehearse]"];
  await page.locator(field).fill(words);
  await page.locator(button).click();
  await expect(page.locator(".banner--good")).toBeVisible(STRETCHED);
  await expect(page.locator(".facts .tag--good")).toBeVisible();
  return words;
}

/** A key made by script; its words. */
export async function makeHere(page: Page): Promise<string> {
  await page.locator("[data-part=draw]").click();
  const words = await page.locator("[data-part=words]").innerText();
  expect(words.split(" ")).toHaveLength(6);
  await page.locator("#here-again").fill(PASSPHRASE);
  await page.locator("#here-password").fill(PASSWORD);
  await page.locator("[data-part=keep]").click();
  await expect(page.locator("#here-again-error")).toBeVisible();
  await page.locator("#here-again").fill(words);
  await page.locator("[data-part=keep]").click();
  await expect(page.locator(".banner--good")).toBeVisible(STRETCHED);
  return words;
}

/** A key made on the server; its words. */
export async function makeThere(page: Page): Promise<string> {
  await page.locator("#password").fill(PASSWORD);
  await page.locator("button[value=make]").click();
  return page.locator(".confirm__ref code").innerText();
}
