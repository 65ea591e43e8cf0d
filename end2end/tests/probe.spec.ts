import { test } from "@playwright/test";
import { openOffice } from "/work/main/end2end/support/office";
const office = openOffice();
for (const motion of ["no-preference", "reduce"] as const) test("probe " + motion, async ({ browser }) => {
  const page = await office.visitor(browser, { reducedMotion: motion });
  await page.goto("/zh-Hant");
  await page.getByRole("button", { name: "搜尋" }).click();
  await page.waitForURL(/solutions/);
  for (let i = 0; i < 8; i++) {
    console.log(motion, i, await page.evaluate(() => document.elementFromPoint(300, 300)?.tagName + " " + document.getAnimations().map((a:any) => a.effect?.pseudoElement + a.playState + a.currentTime).join()));
    await new Promise((r) => setTimeout(r, 1500));
  }
});
