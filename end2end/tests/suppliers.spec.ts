// A company comes in: it applies, confirms its address by the link in the letter, writes its file and sends it; two
// officers check it; from then on everybody finds it in the directory.
import { type Page, expect, test } from "@playwright/test";
import { openOffice } from "../support/office";

const office = openOffice();
const PASSWORD = "three ferries before sunrise";

test("a company registers, writes its file and is verified by two officers", async ({ browser }, { project }) => {
  const email = `fong.${project.name}@tidal.sample.hk`;
  const number = project.name === "script" ? "71112223" : "71112224";
  const founder = await office.visitor(browser);

  // Anybody applies; every problem is marked at once and what was typed stays.
  await founder.goto("/zh-Hant");
  await founder.getByRole("contentinfo").getByRole("link", { name: "登記成為供應商" }).click();
  await founder.getByLabel("中文公司名稱").fill("潮聲有限公司");
  await founder.getByLabel("商業登記號碼").fill("1234");
  await founder.getByRole("button", { name: "寄出確認電郵" }).click();
  await expect(founder.locator(".error-summary")).toContainText("商業登記號碼");
  await expect(founder.getByLabel("中文公司名稱")).toHaveValue("潮聲有限公司");
  await founder.getByLabel("商業登記號碼").fill(number);
  await founder.getByLabel("登記證屆滿日期").fill(await inDays(founder, 300));
  await founder.getByLabel("聯絡人姓名").fill("方嘉麗");
  await founder.getByLabel("電郵地址").fill(email);
  await founder.getByRole("button", { name: "寄出確認電郵" }).click();
  await expect(founder.locator("h1")).toHaveText("我們已寄出電郵");

  // The link in the letter confirms the address.
  await office.lettered(email, "請確認你的電郵地址，完成公司登記");
  const letter = office.letters(email).find((one) => one.subject.startsWith("請確認"))!;
  const secret = /invitation\/([0-9a-zA-Z]+)/.exec(plain(letter.text))![1]!;
  await founder.goto(`/zh-Hant/invitation/${secret}`);
  await founder.locator("#password").fill(PASSWORD);
  await founder.locator("#repeat").fill(PASSWORD);
  await founder.getByRole("button", { name: "儲存密碼" }).click();
  await founder.locator("#email").fill(email);
  await founder.locator("#password").fill(PASSWORD);
  await founder.getByRole("button", { name: "登入" }).click();

  // Section by section; it cannot be sent before.
  await founder.getByRole("navigation", { name: "主要" }).getByRole("link", { name: "我的公司" }).click();
  await expect(founder.getByRole("button", { name: "提交審核" })).toHaveCount(0);
  const reference = await founder.locator(".eyebrow").innerText();
  expect(reference).toMatch(/^SUP-\d{4}$/);
  await section(founder, "公司詳情", async () => {
    await expect(founder.getByLabel("商業登記號碼")).toHaveValue(number);
    await founder.getByLabel("地址", { exact: true }).fill("中環碼頭道1號");
    await founder.getByLabel("區域").selectOption("hong_kong");
  });
  await section(founder, "聯絡資料", () => founder.getByLabel("聯絡電話").fill("2123 4567"));
  await section(founder, "規模", async () => {
    await founder.getByLabel("僱員人數").fill("6");
    await founder.getByLabel("成立年份").fill("2023");
    await founder.getByLabel("是否屬大型集團").selectOption("no");
  });
  await section(founder, "聲明", async () => {
    for (const box of await founder.locator("main input[type=checkbox]").all()) await box.check();
  });
  await founder.getByRole("button", { name: "提交審核" }).click();
  await expect(founder.locator(".banner--good")).toContainText("資料已送交審核人員");
  await office.lettered("ch.poon", `待審核供應商：潮聲有限公司 [${reference}]`);

  // The first officer begins and checks; they cannot be the second.
  const first = await office.person(browser, "ch.poon");
  await first.goto(`/zh-Hant/workspace/suppliers?state=submitted`);
  await first.getByRole("link", { name: "潮聲有限公司" }).click();
  await first.getByRole("button", { name: "開始審核" }).click();
  await first.getByRole("button", { name: "記錄首次核對" }).click();
  await expect(first.locator(".error-summary")).toContainText("查冊參考編號");
  await first.getByLabel("查冊參考編號").fill("BR-2026-1");
  await first.getByRole("button", { name: "記錄首次核對" }).click();
  await expect(first.locator(".key-panel")).toContainText("須由另一名人員再次核對");
  await expect(first.getByRole("button", { name: "第二次核對並通過" })).toHaveCount(0);

  // The second checks and verifies, in English.
  await office.lettered("sy.hui", `Needs a second check: 潮聲有限公司 [${reference}]`);
  const second = await office.person(browser, "sy.hui");
  await second.goto(`/en/workspace/suppliers/${reference}`);
  await second.getByLabel("Reference of the register search").fill("BR-2026-2");
  await second.getByRole("button", { name: "Second check: verify" }).click();
  await expect(second.locator("main .tag--good").first()).toHaveText("Verified");

  await office.lettered(email, `公司已通過審核：潮聲有限公司 [${reference}]`);
  await founder.goto("/zh-Hant/supplier");
  await expect(founder.locator(".key-panel")).toContainText("可遞交標書及接受訂購單");
  const visitor = await office.visitor(browser);
  await visitor.goto("/zh-Hant/suppliers?q=潮聲");
  await expect(visitor.locator("tbody tr", { hasText: reference })).toContainText("已通過審核");
});

/** Opens a section from the file, fills it and comes back. */
async function section(page: Page, name: string, fill: () => Promise<unknown>): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
  await fill();
  await page.getByRole("button", { name: "儲存並繼續" }).click();
  await expect(page.locator(".banner--good")).toContainText("公司資料已儲存");
}

/** A day from today in Hong Kong, as the server says it in its own header. */
async function inDays(page: Page, days: number): Promise<string> {
  const answer = await page.request.get("/en/help");
  const then = new Date(Date.parse(answer.headers()["date"]!) + (days * 24 + 8) * 3_600_000);
  return then.toISOString().slice(0, 10);
}

/** The text of a letter however it was written for the way. */
function plain(text: string): string {
  const coded = /Content-Transfer-Encoding: base64[^]*?\n\r?\n([A-Za-z0-9+/=\s]+)/i.exec(text);
  if (coded) return Buffer.from(coded[1]!.replace(/\s/g, ""), "base64").toString("utf8");
  return text.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
}
