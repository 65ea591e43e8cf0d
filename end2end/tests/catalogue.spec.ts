// Finding a solution: search, filters, sorting, pages, comparing and keeping, with script and without.
import { type Page, expect, test } from "@playwright/test";
import { openOffice } from "../support/office";

const office = openOffice();

/** The number in the heading of the results. */
async function counted(page: Page): Promise<number> {
  return Number((await page.locator("#results").innerText()).replace(/,/g, "").match(/\d+/)![0]);
}

/** References of a search, by the file that holds them all. */
async function references(page: Page, query: string, language = "en"): Promise<string[]> {
  const file = await (await page.request.get(`/${language}/solutions.csv?${query}`)).text();
  return [...file.matchAll(/^([SR]\d{4,}),/gm)].map((hit) => hit[1]!);
}

const names = (page: Page) => page.locator(".result h2").allInnerTexts();

test("filters narrow, chips take one away, and the address keeps it all", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions");
  const all = await counted(page);
  const facets = page.locator(".facets");
  await facets.locator('input[name="kind"][value="shared"]').check();
  await facets.locator('input[name="data"][value="restricted"]').check();
  await facets.locator('input[name="task"][value="DOC"]').check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/kind=shared/);
  await expect(page).toHaveURL(/#results$/);
  const narrow = await counted(page);
  expect(narrow).toBeGreaterThan(0);
  expect(narrow).toBeLessThan(all);
  await expect(page.locator(".chips .chip")).toHaveCount(3);
  await expect(facets.locator('input[name="task"][value="DOC"]')).toBeChecked();
  const url = page.url();
  await page.reload();
  expect(await counted(page)).toBe(narrow);

  // The number beside a choice is what choosing it would find.
  await page.locator(".chip", { hasText: "restricted" }).or(page.locator(".chip", { hasText: "RESTRICTED" })).first().click();
  await expect(page.locator(".chips .chip")).toHaveCount(2);
  await expect(facets.locator('input[name="kind"][value="shared"]')).toBeChecked();
  await expect(facets.locator('input[name="task"][value="DOC"]')).toBeChecked();
  await expect(facets.locator('input[name="data"][value="restricted"]')).not.toBeChecked();
  const label = facets.locator("label", { has: page.locator('input[name="data"][value="restricted"]') });
  expect(Number((await label.locator(".n").innerText()).match(/\d+/)![0])).toBe(narrow);
  await page.goBack();
  expect(page.url()).toBe(url);
  expect(await counted(page)).toBe(narrow);
});

test("the heading, the title and the file count the same", async ({ browser }) => {
  const page = await office.visitor(browser);
  for (const query of ["", "q=translation", "kind=shared&get=call_off", "kind=shared&works=traditional_chinese&risk=limited&sort=newest"]) {
    await page.goto(`/en/solutions?${query}`);
    const count = await counted(page);
    expect((await page.title()).replace(/,/g, "")).toContain(`(${count} result`);
    const href = (await page.locator(".results-foot a").getAttribute("href"))!;
    const file = await page.request.get(href);
    expect(file.headers()["content-type"]).toContain("text/csv");
    const text = await file.text();
    expect(text.charCodeAt(0), "byte order mark").toBe(0xfeff);
    expect([...text.matchAll(/^[SR]\d{4,},/gm)].length, query).toBe(count);
  }
});

test("sorting orders the rows and keeps the filters", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions?kind=shared&get=call_off");
  const count = await counted(page);
  const orders = new Map<string, string[]>();
  for (const sort of ["reused", "price", "newest"]) {
    await page.locator("#sort").selectOption(sort);
    await page.locator("form.sort button").click();
    await expect(page).toHaveURL(new RegExp(`sort=${sort}`));
    await expect(page.locator("#sort")).toHaveValue(sort);
    expect(await counted(page)).toBe(count);
    orders.set(sort, await names(page));
  }
  expect(new Set([...orders.values()].map((list) => list.join("\n"))).size).toBeGreaterThan(1);
  await page.goto("/en/solutions?kind=shared&sort=reused");
  const users = (await page.locator(".result .reuse b").allInnerTexts()).map((text) => Number(/\d+/.exec(text)?.[0] ?? 0));
  expect(users).toEqual([...users].sort((one, other) => other - one));
});

test("pages follow each other, and one beyond the end is the last", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions");
  const first = await names(page);
  await page.locator('.pages a[rel="next"]').click();
  await expect(page).toHaveURL(/page=2/);
  const second = await names(page);
  expect(second.some((name) => first.includes(name))).toBe(false);
  await page.locator('.pages a[rel="prev"]').click();
  await expect(page.locator(".result h2").first()).toHaveText(first[0]!);
  const answer = await page.goto("/en/solutions?page=99999");
  expect(answer!.status()).toBe(200);
  await expect(page.locator("main")).toContainText(/There are only \d+ pages, so the last one is shown/);
  await expect(page.locator('.pages a[rel="next"]')).toHaveCount(0);
  await expect(page.locator(".result").first()).toBeVisible();
  for (const odd of ["page=0", "page=-3", "page=x", "sort=nonsense", "data=nonsense", "q=%00", "q=" + "a".repeat(900)]) {
    expect((await page.goto(`/en/solutions?${odd}`))!.status(), odd).toBe(200);
  }
});

test("an empty result offers a way out that finds something", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/zh-Hant/solutions?q=%E7%BF%BB%E8%AD%AF&kind=shared&task=SEC&hosting=on_device");
  await expect(page.locator(".empty h2")).toHaveText("沒有相符的方案");
  expect(await page.locator(".empty a").count()).toBeGreaterThan(1);
  await expect(page.locator(".empty")).not.toContainText("運行位置");
  await page.locator(".empty a").first().click();
  await expect(page.locator(".result").first()).toBeVisible();
  await page.goto("/zh-Hant/solutions?q=zzzzqqqqxx");
  await page.getByRole("link", { name: "查看整個方案目錄" }).click();
  await expect(page.locator(".result").first()).toBeVisible();
});

test("Traditional, Simplified and English words find the same solution", async ({ browser }) => {
  const page = await office.visitor(browser);
  for (const [solution, ...words] of [
    ["S0005", "翻譯", "翻译", "translation"],
    ["S0002", "會議記錄", "会议记录", "meeting notes"],
    ["S0026", "可疑電郵", "可疑电邮", "suspicious e-mail"],
  ]) {
    for (const language of ["zh-Hant", "zh-Hans", "en"]) {
      for (const word of words) {
        const found = await references(page, `kind=shared&q=${encodeURIComponent(word)}`, language);
        expect(found, `${word} in ${language}`).toContain(solution);
      }
    }
  }
  const traditional = await references(page, `q=${encodeURIComponent("牌照申請")}`);
  expect(await references(page, `q=${encodeURIComponent("牌照申请")}`)).toEqual(traditional);
});

test("switching language keeps the page and the query", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions?q=translation&kind=shared&sort=price");
  const count = await counted(page);
  for (const [label, segment, lang] of [["繁體中文", "zh-Hant", "zh-Hant-HK"], ["简体中文", "zh-Hans", "zh-Hans-HK"], ["English", "en", "en-HK"]] as const) {
    await page.locator(".langs").getByRole("link", { name: label }).click();
    await expect(page).toHaveURL(`${office.url}/${segment}/solutions?q=translation&kind=shared&sort=price`);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    expect(await counted(page)).toBe(count);
  }
});

test("reference entries are marked and cannot be asked for", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/zh-Hant/solutions?kind=reference");
  const rows = page.locator(".result");
  const count = await rows.count();
  expect(count).toBeGreaterThan(5);
  await expect(rows.filter({ hasText: "參考項目" })).toHaveCount(count);
  await rows.first().locator("h2 a").click();
  await expect(page.locator(".key-panel")).toContainText("這是其他政府的參考項目，不能在此申請。");
  await expect(page.getByRole("link", { name: "申請重用" })).toHaveCount(0);
  await expect(page.locator("#source")).toContainText("美國");
  const officer = await office.person(browser, "pf.wong");
  const reference = /-(r\d+)$/.exec(new URL(page.url()).pathname)![1]!.toUpperCase();
  const answer = await office.post(officer, `/en/reuse/new?solution=${reference}`, { step: "check" });
  expect([404, 422]).toContain(answer.status());
});

test("up to four solutions stand side by side", async ({ browser, javaScriptEnabled }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions?kind=shared&sort=reused");
  if (javaScriptEnabled !== false) await expect(page.locator(".tray:not(.tray--plain)")).toHaveCount(1);
  const chosen = (await names(page)).slice(0, 3);
  for (const index of [0, 1, 2]) await page.locator(".result").nth(index).locator('input[name="s"]').check();
  await page.locator(".tray .push").locator("a:visible, button:visible").click();
  await expect(page).toHaveURL(/\/en\/solutions\/compare\?s=/);
  const heads = page.locator("table.compare thead th b");
  await expect(heads).toHaveText(chosen);
  const rows = await page.locator("table.compare tbody tr").count();
  await page.getByRole("link", { name: /differences/i }).click();
  expect(await page.locator("table.compare tbody tr").count()).toBeLessThan(rows);
  await page.locator("table.compare thead th").nth(0).getByRole("link", { name: /^Remove/ }).click();
  await expect(heads).toHaveText(chosen.slice(1));
  await page.goto("/en/solutions/compare?s=S0001&s=S9999");
  await expect(page.locator("main")).toContainText("S9999");
});

test("a shortlist kept signed out joins the team's at sign-in", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions/channel-water-level-reading-s0015");
  await page.locator(".key-panel form button").click();
  await expect(page.locator(".banner--good")).toBeVisible();
  await page.goto("/en/shortlist");
  await expect(page.locator(".result")).toHaveCount(1);
  await page.goto("/en/sign-in");
  await page.locator("#email").fill("tm.chan@td.sample.hk");
  await page.locator("#password").fill("lion rock at low tide");
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/done=shortlisted/);
  // A colleague sees it too, and takes it off again for both.
  const colleague = await office.person(browser, "sm.lee");
  await colleague.goto("/en/shortlist");
  const row = colleague.locator(".result", { hasText: "S0015" });
  await expect(row).toHaveCount(1);
  await row.getByRole("button").click();
  await expect(colleague.locator(".banner--good")).toBeVisible();
  await page.goto("/en/shortlist");
  await expect(page.locator(".result", { hasText: "S0015" })).toHaveCount(0);
});

test("a row says that it is on the shortlist, and one comes back to it", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions?kind=shared&sort=newest");
  const row = page.locator(".result").nth(4);
  const id = (await row.getAttribute("id"))!;
  await row.getByRole("button", { name: /^Save to shortlist/ }).click();
  await expect(page).toHaveURL(new RegExp(`sort=newest&done=shortlisted#${id}$`));
  await expect(page.locator(`#${id} .saved`)).toHaveText("On your shortlist");
  await page.locator(`#${id}`).getByRole("button", { name: /^Remove from shortlist/ }).click();
  await expect(page).toHaveURL(new RegExp(`sort=newest&done=unlisted#${id}$`));
  await expect(page.locator(".saved")).toHaveCount(0);
});

test("a comparison can be taken along as a file", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions/compare?s=S0001&s=S0005");
  const href = (await page.getByRole("link", { name: "Download this comparison (CSV)" }).getAttribute("href"))!;
  const text = await (await page.request.get(href)).text();
  expect([...text.matchAll(/^(S\d{4}),/gm)].map((hit) => hit[1])).toEqual(["S0001", "S0005"]);
});

test("old addresses lead to the page, and what is not there says so with a way on", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions/an-old-name-s0001");
  await expect(page).toHaveURL(/\/en\/solutions\/cantonese-call-transcription-s0001$/);
  const answer = await page.goto("/zh-Hant/solutions/nothing-s9999");
  expect(answer!.status()).toBe(404);
  await expect(page.locator("h1")).toHaveText("找不到此頁");
  await page.locator("main #q").fill("翻譯");
  await page.locator("main").getByRole("button", { name: "搜尋" }).click();
  await expect(page.locator(".result").first()).toBeVisible();
});
