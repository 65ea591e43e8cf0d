// What every answer says to the browser about itself.
import { expect, test } from "@playwright/test";
import { address, openOffice, PASSWORD } from "../support/office";

const office = openOffice();
const nonceOf = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? "")?.[1];

test("every page has a strict policy with a nonce of its own", async ({ browser }) => {
  const page = await office.visitor(browser);
  const nonces = new Set<string>();
  for (const path of ["/en", "/en", "/zh-Hant/solutions", "/zh-Hans/help", "/en/sign-in", "/en/no-such-page"]) {
    const answer = await page.request.get(path);
    const headers = answer.headers();
    const policy = headers["content-security-policy"];
    const nonce = nonceOf(policy);
    expect(nonce, path).toBeTruthy();
    nonces.add(nonce!);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toMatch(/'unsafe-eval'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["server"]).toBeUndefined();
    for (const [, used] of (await answer.text()).matchAll(/<script[^>]*nonce="([^"]*)"/g)) expect(used).toBe(nonce);
  }
  expect(nonces.size).toBe(6);
});

test("cookies are for this site alone and the session's is out of reach of scripts", async ({ browser }) => {
  const page = await office.visitor(browser);
  await office.post(page, "/en/shortlist", { do: "add", solution: "S0002" });
  const answer = await office.post(page, "/en/sign-in", { email: address("ws.lau"), password: PASSWORD });
  const cookies = answer.headersArray().filter((header) => header.name.toLowerCase() === "set-cookie");
  const session = cookies.find((cookie) => cookie.value.startsWith("session="));
  expect(session?.value).toMatch(/; HttpOnly/);
  expect(session?.value).toMatch(/; SameSite=Lax/);
  const kept = await page.context().cookies();
  for (const cookie of kept) {
    expect(cookie.sameSite, cookie.name).toBe("Lax");
    expect(cookie.httpOnly, cookie.name).toBe(cookie.name !== "language");
  }
  const names = kept.map((cookie) => cookie.name);
  expect(names).toContain("session");
});

test("signed-in pages are never stored, and signing out ends the session", async ({ browser }) => {
  const page = await office.person(browser, "tm.chan");
  const answer = (await page.goto("/en/orders"))!;
  expect(answer.headers()["cache-control"]).toContain("no-store");
  const before = await page.context().cookies();
  await page.goto("/en/sign-in");
  await page.locator("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/en\?done=signed_out/);
  // The cookie of before, put back, opens nothing.
  await page.context().addCookies(before);
  await page.goto("/en/orders");
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
});

test("the front address goes to the reader's language", async ({ browser }) => {
  for (const [asked, place] of [["en-GB,en", "/en"], ["zh-CN", "/zh-Hans"], ["zh-TW", "/zh-Hant"], ["fr", "/zh-Hant"]] as const) {
    const page = await office.visitor(browser, { extraHTTPHeaders: { "accept-language": asked } });
    const answer = await page.request.get("/", { maxRedirects: 0 });
    expect(answer.status()).toBe(302);
    expect(answer.headers()["location"], asked).toBe(place);
  }
});
