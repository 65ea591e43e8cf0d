// A key that others may know is given up by its holder: bids sealed to it are handed in again, and the holder of a new key
// is named in its place.
import { expect, test } from "@playwright/test";
import { bringKey, closed, handIn, writeBid } from "../support/bidding";
import { makeKey } from "../support/keys";
import { PASSWORD, openOffice } from "../support/office";

const office = openOffice();
const KEY = "/zh-Hant/account/sealing-key";

test("a key that others may know is given up, its holder is named anew, and bids are handed in again", async ({ browser }) => {
  const REFERENCE = "T-2026-0004";
  const bidder = await office.person(browser, "ym.lam");
  await writeBid(bidder, REFERENCE, "逐句轉寫。", "4,100,000");
  await handIn(bidder, REFERENCE);

  const opener = await office.person(browser, "yf.kwok");
  await opener.goto(KEY);
  await opener.locator("details:has([name=form][value=suspect]) > summary").click();
  const suspect = opener.locator("form:has([name=form][value=suspect])");
  await suspect.locator("[type=password]").fill("not the password");
  await suspect.locator("button[value=suspect]").click();
  await expect(opener.locator(".error-summary")).toBeVisible();
  await suspect.locator("[type=password]").fill(PASSWORD);
  await suspect.locator("button[value=suspect]").click();
  await expect(opener.locator(".banner--good")).toBeVisible();

  // The bidder is told, and hands in again under the new keys.
  await expect.poll(() => office.letters("ym.lam").filter((letter) => letter.subject.includes(REFERENCE)).length).toBeGreaterThan(0);
  await bidder.goto(`/zh-Hant/tenders/${REFERENCE}/bid`);
  await expect(bidder.locator("main .note--bad, main .note--warn").first()).toBeVisible();

  const procurement = await office.person(browser, "cw.leung");
  const OPENERS = `/zh-Hant/workspace/tenders/${REFERENCE}/openers`;
  await procurement.goto(OPENERS);
  await expect(procurement.locator("main")).toContainText("密鑰已停用");
  await expect(procurement.locator("main .note--warn")).toContainText("可用的開標人員少於三名");
  await expect(procurement.locator("#opener")).toHaveCount(0);
  const words = await makeKey(opener);
  await procurement.goto(OPENERS);
  await procurement.locator("button[value=name]").click();
  await expect(procurement.locator(".field--bad")).toHaveCount(2);
  await procurement.locator("#opener").selectOption({ label: "Kwok Yee Fun" });
  await procurement.locator("#opener_section").fill("Registry");
  await procurement.locator("button[value=name]").click();
  await expect(procurement.locator(".banner--good")).toBeVisible();
  await expect(procurement.locator("main .note--warn")).toHaveCount(0);

  await writeBid(bidder, REFERENCE, "再次逐句轉寫。", "4,050,000");
  await handIn(bidder, REFERENCE);
  await bidder.goto(`/zh-Hant/tenders/${REFERENCE}/bid`);
  await expect(bidder.locator("main")).not.toContainText("重新遞交標書");

  office.pass(40 * 24 * 60);
  const OPENING = `/zh-Hant/workspace/tenders/${REFERENCE}/opening`;
  const one = await office.person(browser, "yf.kwok");
  await closed(one, OPENING, 1);
  await bringKey(one, words);
  const other = await office.person(browser, "kh.siu");
  await other.goto(OPENING);
  await bringKey(other);
  await expect(other.locator("main tbody tr .tag--good")).toHaveCount(1);
});
