// What a script adds: suggestions, the compare tray, and pages that do without when it does not come.
import { expect, test } from "@playwright/test";
import { openOffice } from "../support/office";

const office = openOffice();

test("suggestions are chosen with the keyboard alone", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/zh-Hant");
  const field = page.getByRole("combobox", { name: "搜尋方案" });
  await field.focus();
  await page.keyboard.type("會議");
  const list = page.getByRole("listbox", { name: "搜尋建議" });
  await expect(list).toBeVisible();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  const options = list.getByRole("option");
  const first = await options.first().locator("span").innerText();
  await expect(page.locator("leptos-island [role=status]").first()).toContainText(/\d+項建議/);
  // Escape closes; the arrow opens again.
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await expect(field).toHaveValue("會議");
  await page.keyboard.press("ArrowDown");
  await expect(list).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await options.first().getAttribute("id"))!);
  await expect(field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/zh-Hant\/solutions\/.+-s\d{4}$/);
  await expect(page.locator("h1")).toHaveText(first);
});

test("Enter without a choice searches, and leaving the field closes the list", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions");
  const field = page.getByRole("combobox", { name: "Search the catalogue" });
  await field.focus();
  await page.keyboard.type("translation");
  await expect(page.getByRole("listbox")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("listbox")).toBeHidden();
  await field.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=translation/);
  await expect(page.locator(".result").first()).toBeVisible();
});

test("the tray counts, keeps the choice from page to page and takes no fifth", async ({ browser }) => {
  const page = await office.visitor(browser);
  await page.goto("/en/solutions?kind=shared");
  const tray = page.locator(".tray");
  await expect(tray).not.toHaveClass(/tray--plain/);
  const boxes = page.locator('.result input[name="s"]');
  for (const index of [0, 1]) await boxes.nth(index).check();
  await expect(tray).toContainText("2");
  await page.locator('.pages a[rel="next"]').click();
  await expect(page).toHaveURL(/page=2/);
  await expect(tray.locator(".name")).toHaveCount(2);
  for (const index of [0, 1]) await boxes.nth(index).check();
  await expect(tray.locator(".name")).toHaveCount(4);
  await boxes.nth(2).click({ force: true }).catch(() => undefined);
  await expect(tray.locator(".name")).toHaveCount(4);
  await tray.locator(".name button").first().click();
  await expect(tray.locator(".name")).toHaveCount(3);
  await tray.getByRole("link").click();
  await expect(page.locator("table.compare thead th")).toHaveCount(3);
});

test("pages work when the script's module does not come", async ({ browser }) => {
  for (const what of ["**/*.wasm", "**/pkg/*.js"]) {
    const page = await office.visitor(browser);
    await page.context().route(what, (route) => route.abort());
    await page.goto("/en");
    await page.getByLabel("Search", { exact: false }).first().fill("translation");
    await page.locator(".hero").getByRole("button").click();
    await expect(page.locator(".result").first()).toBeVisible();
    for (const index of [0, 1]) await page.locator(".result").nth(index).locator('input[name="s"]').check();
    await page.locator(".tray .push").locator("a:visible, button:visible").click();
    await expect(page.locator("table.compare thead th")).toHaveCount(2);
    await expect(page.getByText(/error|wrong/i)).toHaveCount(0);
    // The browser itself reports what we kept from it, and the import that follows.
    const ours = office.wrong.filter((line) => !/ERR_FAILED|Failed to fetch|dynamically imported module/.test(line));
    office.wrong.length = 0;
    expect(ours).toEqual([]);
  }
});

test("islands wake in a browser that is never idle", async ({ browser }) => {
  const page = await office.person(browser, "ym.lam");
  await page.addInitScript(() => {
    window.requestIdleCallback = (act, options) => (options?.timeout ? window.setTimeout(act, options.timeout) : 0);
  });
  await page.goto("/en/tenders/T-2026-0004/bid/sealed");
  await expect(page.locator("[data-part=seal]")).toBeVisible();
});
