// What is refused, and how: the right status, everything typed kept, every field that is wrong marked.
import { type Page, expect, test } from "@playwright/test";
import { address, openOffice, PASSWORD } from "../support/office";

const office = openOffice();
const PURPOSE = "For <b>officers</b> & callers; “as is”.\nSecond line.";

/** Fills the request form of a solution with what is accepted for it. */
async function fillRequest(page: Page, solution: string): Promise<void> {
  await page.goto(`/en/reuse/new?solution=${solution}`);
  await page.locator("#users").fill("10");
  if ((await page.locator("#units").count()) > 0) await page.locator("#units").fill("500");
  await page.locator("#months").fill("3");
  await page.locator("#purpose").fill(PURPOSE);
  if ((await page.locator("#reason").count()) > 0) await page.locator("#reason").fill("Same need, same terms.");
}

/** What the form on the page would send. */
async function fieldsOf(page: Page): Promise<Record<string, string>> {
  const form = page.locator("main form").filter({ has: page.locator("button[value=submit]") });
  const pairs = await form.locator("input[type=hidden]").evaluateAll((inputs) =>
    inputs.map((input) => [(input as HTMLInputElement).name, (input as HTMLInputElement).value]),
  );
  return Object.fromEntries(pairs);
}

/** Sends a request through the pages and returns its reference. */
async function submit(page: Page, solution: string): Promise<string> {
  await fillRequest(page, solution);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page).toHaveURL(/\/orders\/RQ-\d{4}-\d{4}\?done=submitted/);
  return /RQ-\d{4}-\d{4}/.exec(page.url())![0];
}

test("nobody decides on a request without the role, nor on their own", async ({ browser }) => {
  const officer = await office.person(browser, "kl.sin");
  const reference = await submit(officer, "S0033");
  await officer.goto(`/en/orders/${reference}`);
  await expect(officer.getByRole("button", { name: /Endorse/ })).toHaveCount(0);
  await expect(officer.getByRole("button", { name: /Approve/ })).toHaveCount(0);
  for (const step of ["endorse", "approve", "reject", "return"]) {
    const answer = await office.post(officer, `/en/orders/${reference}`, { do: step, comment: "No." });
    expect(answer.status(), step).toBe(403);
  }
  for (const path of ["/en/workspace/approvals"]) {
    expect((await officer.goto(path))!.status()).toBeLessThan(500);
  }
  // Somebody of another department who may endorse does not even find it.
  const stranger = await office.person(browser, "cy.yip");
  expect((await stranger.goto(`/en/orders/${reference}`))!.status()).toBe(404);
  expect((await office.post(stranger, `/en/orders/${reference}`, { do: "endorse" })).status()).toBe(404);
  // The office cannot approve what the department has not endorsed.
  const curator = await office.person(browser, "ws.lau");
  await curator.goto(`/en/orders/${reference}`);
  await expect(curator.getByRole("button", { name: /Approve/ })).toHaveCount(0);
  expect((await office.post(curator, `/en/orders/${reference}`, { do: "approve" })).status()).toBe(409);
});

test("another department's order is not there", async ({ browser }) => {
  const officer = await office.person(browser, "tm.chan");
  await officer.goto("/en/orders");
  const own = await officer.locator("tbody th a").first().innerText();
  const stranger = await office.person(browser, "pf.wong");
  for (const path of ["", "/edit"]) {
    expect((await stranger.goto(`/en/orders/${own}${path}`))!.status(), path).toBe(404);
  }
  // Reporting use is not an officer's to do, whosever the order is; a colleague of the right role finds nothing.
  expect([403, 404]).toContain((await stranger.goto(`/en/orders/${own}/usage`))!.status());
  const user = await office.person(browser, "mk.tse");
  expect((await user.goto(`/en/orders/${own}/usage`))!.status()).toBe(404);
  await stranger.goto("/en/orders");
  await expect(stranger.locator("tbody td:nth-of-type(1)").first()).toBeVisible();
  await expect(stranger.getByRole("link", { name: own })).toHaveCount(0);
});

test("nobody signed out reads orders, approvals, spend or accounts", async ({ browser }) => {
  const visitor = await office.visitor(browser);
  for (const path of ["/orders", "/workspace/approvals", "/spend", "/account", "/reuse/new?solution=S0026"]) {
    await visitor.goto(`/en${path}`);
    const url = new URL(visitor.url());
    expect(url.pathname).toBe("/en/sign-in");
    expect(url.searchParams.get("next")).toBe(`/en${path}`);
  }
  // Signing in goes on to where one wanted to go.
  await visitor.getByLabel("E-mail address").or(visitor.locator("#email")).first().fill(address("pf.wong"));
  await visitor.locator("#password").fill(PASSWORD);
  await visitor.locator("main").getByRole("button", { name: "Sign in" }).click();
  await expect(visitor).toHaveURL(/\/en\/reuse\/new\?solution=S0026$/);
});

test("a class of data above the solution's is refused, and nothing typed is lost", async ({ browser }) => {
  const page = await office.person(browser, "pf.wong");
  await fillRequest(page, "S0005");
  await page.locator("#data_level").selectOption("restricted");
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: "Continue" }).click(),
  ]);
  expect(answer.status()).toBe(422);
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.locator(".error-summary");
  await expect(summary).toContainText(/restricted/i);
  await expect(summary).toBeFocused();
  await expect(page.locator("#data_level")).toHaveAttribute("aria-invalid", "true");
  await expect(summary.locator('a[href="#data_level"]')).toHaveCount(1);
  await expect(page.locator("#users")).toHaveValue("10");
  await expect(page.locator("#months")).toHaveValue("3");
  await expect(page.locator("#data_level")).toHaveValue("restricted");
  await expect(page.locator("#purpose")).toHaveValue(PURPOSE);
  await expect(page.locator("#reason")).toHaveValue("Same need, same terms.");
});

test("a form that is wrong marks every field, links to each and keeps what was typed", async ({ browser }) => {
  const page = await office.person(browser, "pf.wong");
  for (const [language, prefix] of [["en", /^Error: /], ["zh-Hant", /^錯誤：/], ["zh-Hans", /^错误：/]] as const) {
    await page.goto(`/${language}/reuse/new?solution=S0026`);
    await page.locator("#users").fill("many");
    await page.locator("#months").fill("99");
    await page.locator("#starts_on").fill("2020-01-01");
    await page.locator("#data_level").selectOption("");
    await page.locator("#budget_line").selectOption("");
    await page.locator("form.form button[value=check]").click();
    await expect(page).toHaveTitle(prefix);
    const summary = page.locator(".error-summary");
    await expect(summary).toBeFocused();
    for (const field of ["users", "months", "starts_on", "data_level", "budget_line", "purpose", "reason"]) {
      const control = page.locator(`#${field}`);
      await expect(control, field).toHaveAttribute("aria-invalid", "true");
      await expect(control, field).toHaveAttribute("aria-describedby", new RegExp(`${field}-error`));
      await expect(page.locator(`#${field}-error`)).not.toBeEmpty();
      await expect(summary.locator(`a[href="#${field}"]`)).toHaveCount(1);
    }
    await expect(page.locator("#users")).toHaveValue("many");
    await expect(page.locator("#months")).toHaveValue("99");
    await summary.locator('a[href="#months"]').click();
    await expect(page.locator("#months")).toBeFocused();
  }
});

test("the same form sent twice gives one order", async ({ browser }) => {
  const page = await office.person(browser, "pf.wong");
  await fillRequest(page, "S0010");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator("button[value=submit]")).toBeVisible();
  const form = { ...(await fieldsOf(page)), step: "submit" };
  const send = () => office.post(page, "/en/reuse/new?solution=S0010", form);
  const answers = await Promise.all([send(), send()]);
  answers.push(await send());
  expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303]);
  const places = new Set(answers.map((answer) => answer.headers()["location"]));
  expect(places.size).toBe(1);
  // Its approver had one letter.
  const reference = /RQ-\d{4}-\d{4}/.exec([...places][0]!)![0];
  const letters = () => office.letters("cy.yip").filter((letter) => letter.subject.includes(reference)).length;
  await expect.poll(letters).toBe(1);
});

test("an unknown address and a wrong password get the same answer, and guessing is slowed down", async ({ browser }) => {
  const page = await office.visitor(browser);
  const said: string[] = [];
  for (const email of [address("hl.fung"), "nobody@td.sample.hk"]) {
    await page.goto("/en/sign-in");
    await page.locator("#email").fill(email);
    await page.locator("#password").fill("not the password");
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.locator("main").getByRole("button", { name: "Sign in" }).click(),
    ]);
    expect(answer.status()).toBe(422);
    await expect(page.locator("#email")).toHaveValue(email);
    await expect(page.locator("#password")).toHaveValue("");
    said.push((await page.locator("main").innerText()).trim());
  }
  expect(said[0]).toBe(said[1]);
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const answer = await office.post(page, "/en/sign-in", { email: address("hl.fung"), password: "not the password" });
    statuses.push(answer.status());
  }
  expect(statuses.at(-1)).toBe(429);
  // The right password waits as well, so that a guesser learns nothing.
  const right = await office.post(page, "/en/sign-in", { email: address("hl.fung"), password: PASSWORD });
  expect(right.status()).toBe(429);
  expect(await right.text()).toContain("too many tries");
});

test("a form from elsewhere changes nothing", async ({ browser }) => {
  const page = await office.person(browser, "pf.wong");
  for (const origin of ["https://elsewhere.example", "null"]) {
    const answer = await page.request.post("/en/shortlist", {
      form: { do: "add", solution: "S0002" }, headers: { origin }, maxRedirects: 0,
    });
    expect(answer.status(), origin).toBe(403);
  }
  const answer = await page.request.post("/en/shortlist", { form: { do: "add", solution: "S0002" }, maxRedirects: 0 });
  expect(answer.status(), "a form that does not say where it comes from").toBe(403);
});
