// Every page of the site map, signed out and in by role, in three languages, wide and narrow, light and dark: no
// violation that axe can find, no sideways scrolling, one first heading, the right language, nothing refused by the
// content policy and nothing asked of another host (the office watches the last two).
import { readFileSync } from "node:fs";
import { type Page, expect, test } from "@playwright/test";
import { LANGUAGES, type Language, openOffice } from "../support/office";

const office = openOffice();
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What a colour scheme can change. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** The widths at which a language is looked at in the dark: colours are the same in each, so not all are repeated. */
const DARK: Record<Language, number[]> = { "zh-Hant": [1280, 390], "zh-Hans": [390], en: [1280] };

/** A page, and what to do before it is looked at. */
interface Look {
  path: string;
  status?: number;
  before?: (page: Page, language: Language) => Promise<void>;
}

const at = (path: string, status = 200): Look => ({ path, status });

const PUBLIC: Look[] = [
  at(""), at("/solutions"), at("/solutions?q=translation&kind=shared&data=public&sort=price"),
  at("/solutions?q=zzzzqqqq&kind=shared"), at("/solutions?page=999"),
  at("/solutions/compare?s=S0001&s=S0002&s=S0005"), at("/solutions/compare"),
  at("/solutions/cantonese-call-transcription-s0001"), at("/solutions/meeting-notes-and-action-list-s0002"),
  at("/solutions/service-counter-speech-interpreter-s0009"), at("/solutions/fly-tipping-camera-alerts-s0016"),
  { path: "/shortlist", before: async (page) => void (await office.post(page, "/en/shortlist", { do: "add", solution: "S0001" })) },
  at("/sign-in?next=/en/orders"), at("/reset-password"), at("/reset-password/unknown", 410),
  at("/tenders"), at("/tenders?tab=closed&department=TD"), at("/tenders?q=zzzzqqqq"), at("/tenders/T-2026-0004"),
  at("/tenders/T-2026-0008"), at("/tenders/T-2026-0009"), at("/alerts"), at("/alerts?done=sent"), at("/alerts/unknown", 410),
  at("/awards"), at("/contracts"), at("/suppliers"), at("/suppliers?q=zzzz"), at("/register"), at("/register/sent"), { path: "/register", before: sendEmpty },
  at("/help"), at("/log"), at("/how-we-count"), at("/accessibility"), at("/privacy"), at("/log"), at("/no-such-page", 404),
];

const SIGNED_IN: [person: string, looks: (order: string) => Look[]][] = [
  ["tm.chan", (order) => [
    at(""), at("/reuse/new?solution=S0026"), at("/orders"), at(`/orders/${order}`), at("/shortlist"), at("/account"), at("/sign-in"),
    at("/workspace/approvals"),
    { path: "/reuse/new?solution=S0026", before: checkAnswers },
    { path: "/reuse/new?solution=S0005", before: sendEmpty },
  ]],
  ["cw.leung", () => [
    at("/workspace/tenders"), at("/workspace/tenders/new"), at("/workspace/tenders/T-2026-0001"), at("/workspace/tenders/T-2026-0001/check"),
    ...["need", "lots", "requirements", "price_schedule", "marking_scheme", "timetable", "people", "budget", "documents", "conflicts"]
      .map((section) => at(`/workspace/tenders/T-2026-0001/${section}`)),
    at("/workspace/tenders/T-2026-0003"), at("/workspace/tenders/T-2026-0004"), at("/workspace/tenders/T-2026-0004/addendum"),
  ]],
  ["cy.yip", () => [at("/workspace/tenders/T-2026-0002")]],
  ["yt.tam", () => [at("/workspace/tenders/postpone")]],
  ["kc.mak", () => [
    at("/spend"), at("/spend?department=TD"), at("/spend?year=2030"), at("/spend/budget"), at("/spend/committed?department=TD"), at("/spend/actual?department=TD"),
    at("/spend/avoided?department=TD"), at("/spend/adopting?department=TD"),
  ]],
  ["wk.ho", (order) => [at(`/orders/${order}`), at(`/orders/${order}/usage`)]],
  ["ky.ng", (order) => [at(`/orders/${order}`)]],
  ["sm.lee", () => [at("/workspace/approvals")]],
  ["sl.chow", (order) => [at(`/orders/${order}`), at("/workspace/approvals"), at("/workspace/contracts"), at("/account/sealing-key"), at("/account/sealing-key/sheet")]],
  ["ch.poon", () => [
    at("/workspace/suppliers"), at("/workspace/suppliers?state=closed"), at("/workspace/suppliers/SUP-0003"),
    at("/workspace/suppliers/SUP-0001?step=suspend"), at("/workspace/suppliers/SUP-0006"),
  ]],
  ["yt.tam", () => [at("/workspace/suppliers/SUP-0001?step=propose_debarment")]],
  ["kw.cheng", () => [
    at("/supplier"), at("/supplier/details"), at("/supplier/contact"), at("/supplier/size"), at("/supplier/declarations"),
    at("/supplier/people"), at("/supplier/close"), at("/account"),
  ]],
  ["ym.lam", () => [
    at("/tenders/T-2026-0004/bid"),
    ...["eligibility", "technical", "innovation", "promises", "prices", "files", "check"].map((task) => at(`/tenders/T-2026-0004/bid/${task}`)),
    { path: "/tenders/T-2026-0004/bid/prices", before: sendNoPrice },
    { path: "/tenders/T-2026-0004/bid/sealed", before: sealNothing },
    at("/supplier/contracts"), at("/supplier/outcomes"),
  ]],
  ["yf.kwok", () => [at("/account/sealing-key"), at("/account/sealing-key/sheet"), at("/workspace/tenders/T-2026-0004/opening"), at("/workspace/tenders/T-2026-0004/price-opening")]],
  ["yh.mok", () => [at("/supplier")]],
  ["kf.szeto", () => [at("/supplier")]],
  ["admin", () => [at("/account"), at("/orders", 403)]],
];

const tender = (number: number, page = "") => at(`/workspace/tenders/T-2026-00${number}${page}`);

/** The pages of each stage of a tender, as whoever works there; the sample has these tenders in the order of its file. */
const STAGES: [person: string, looks: Look[]][] = [
  ["ym.lam", [
    at("/tenders/T-2026-0010/bid"), at("/tenders/T-2026-0011/bid"), at("/tenders/T-2026-0012/bid"), at("/supplier/outcomes"),
    at("/supplier/outcomes/T-2026-0020", 404), at("/supplier/outcomes/T-2026-0021"), at("/supplier/outcomes/T-2026-0023"),
    at("/supplier/outcomes/T-2026-0025"), at("/supplier/outcomes/T-2026-0026"), at("/tenders/T-2026-0028/bid"),
    at("/tenders/T-2026-0021/bid"), at("/tenders/T-2026-0021/bid/opened"),
    ...["promises", "prices"].map((task) => at(`/tenders/T-2026-0028/bid/${task}`)),
  ]],
  ["cl.yuen", [at("/tenders/T-2026-0018/price-question"), at("/supplier/outcomes/T-2026-0021"), at("/supplier/contracts")]],
  ["cw.leung", [
    at("/workspace/tenders"), ...[10, 12, 13, 15, 18, 20, 21, 23, 25, 26, 27].map((number) => tender(number)),
    tender(13, "/evaluation"), tender(18, "/evaluation"), tender(18, "/evaluation/prices"), tender(20, "/award"), tender(21, "/award"),
    tender(23, "/award"), tender(25, "/award"), at("/workspace/contracts"), at("/workspace/contracts/C-2026-0002"), at("/workspace/contracts/C-2026-0004"),
  ]],
  ["yf.kwok", [tender(12, "/opening"), tender(13, "/opening"), tender(18, "/price-opening"), tender(15, "/price-opening")]],
  ["sm.lee", [tender(13, "/evaluation"), tender(20, "/award"), tender(21, "/award"), at("/workspace/contracts/C-2026-0002")]],
  ["wk.ho", [
    tender(13, "/evaluation"), tender(15, "/evaluation"), tender(15, "/evaluation/interests"), tender(15, "/evaluation/marks"),
    { ...tender(15, "/evaluation/marks"), before: firstLink },
    tender(18, "/evaluation/moderation"), tender(18, "/evaluation/prices"), tender(18, "/evaluation/report"),
    tender(20, "/evaluation/prices"), tender(20, "/evaluation/report"), at("/workspace/contracts/C-2026-0002"),
  ]],
  ["mk.tse", [
    tender(14, "/evaluation"), tender(14, "/evaluation/interests"), tender(16, "/evaluation/moderation"),
    { ...tender(16, "/evaluation/moderation"), before: firstLink }, tender(17, "/evaluation/moderation"), tender(17, "/evaluation/prices"),
    tender(19, "/evaluation/report"), tender(29, "/evaluation/prices"), tender(29, "/evaluation/report"),
    at("/workspace/contracts/C-2026-0003"),
  ]],
  ["ky.ng", [at("/workspace/contracts/C-2026-0002")]],
  ["tk.hui", [tender(11), tender(17, "/evaluation"), tender(19, "/award"), at("/workspace/contracts/C-2026-0001"), at("/workspace/contracts/C-2026-0001/draft"), at("/workspace/contracts/C-2026-0003")]],
  ["kw.cheng", [at("/supplier/contracts"), at("/supplier/contracts/C-2026-0001"), at("/supplier/contracts/C-2026-0004"), at("/supplier/contracts/C-2026-0002")]],
  ["mh.leung", [at("/supplier/contracts/C-2026-0003")]],
  ["sl.chow", [tender(18, "/evaluation"), tender(21, "/award"), at("/workspace/contracts/C-2026-0002")]],
];

/** What everybody may read of them. */
const PUBLISHED: Look[] = [
  at("/awards"), at("/awards/T-2026-0023"), at("/awards/T-2026-0025"), at("/contracts"), at("/contracts?q=C-2026"),
  ...[10, 12, 15, 20, 21, 23, 25, 26, 27, 28, 29].map((number) => at(`/tenders/T-2026-00${number}`)),
];

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`pages of each stage of a tender in ${language}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const found = await lookAtAll(await office.visitor(browser), language, PUBLISHED);
    for (const [person, looks] of STAGES) {
      const page = await office.person(browser, person);
      found.push(...(await lookAtAll(page, language, looks, person)));
      await page.context().close();
    }
    expect(found).toEqual([]);
  });

  test(`public pages in ${language}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await office.visitor(browser);
    expect(await lookAtAll(page, language, PUBLIC)).toEqual([]);
  });

  test(`pages of each role in ${language}`, async ({ browser }) => {
    test.setTimeout(300_000);
    let order = "";
    const found: string[] = [];
    for (const [person, looks] of SIGNED_IN) {
      const page = await office.person(browser, person);
      if (order === "") order = await liveOrder(page);
      found.push(...(await lookAtAll(page, language, looks(order), person)));
      await page.context().close();
    }
    expect(found).toEqual([]);
  });
}

/** The oldest order of the department: in use, reported and paid. */
async function liveOrder(page: Page): Promise<string> {
  await page.goto("/en/orders");
  return page.locator("tbody th a").last().innerText();
}

async function checkAnswers(page: Page): Promise<void> {
  await page.locator("#users").fill("12");
  await page.locator("#purpose").fill("A purpose.");
  await page.locator("#reason").fill("A reason.");
  await page.locator("form.form button[value=check]").click();
  await expect(page.locator(".check-answers")).toBeVisible();
}

/** The first thing a list of the page leads to. */
async function firstLink(page: Page): Promise<void> {
  await page.locator("main a[href*=\"/marks/\"], main a[href*=\"/moderation/\"]").first().click();
  await expect(page.locator("main h1")).toBeVisible();
}

async function sendEmpty(page: Page): Promise<void> {
  await page.locator("form.form button.btn").first().click();
  await expect(page.locator(".error-summary")).toBeVisible();
}

/** The form that the browser seals says itself what is missing. */
async function sealNothing(page: Page): Promise<void> {
  await page.locator("[data-part=seal]").click();
  await expect(page.locator(".error-summary")).toBeVisible();
}

/** What is typed and is no price is marked. */
async function sendNoPrice(page: Page): Promise<void> {
  await page.locator("main input[inputmode=decimal]").fill("x");
  await page.locator("form.form button.btn").first().click();
  await expect(page.locator(".error-summary")).toBeVisible();
}

async function lookAtAll(page: Page, language: Language, looks: Look[], who = "visitor"): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks) {
    const name = `/${language}${look.path} as ${who}`;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    const answer = await page.goto(`/${language}${look.path}`);
    if (answer?.status() !== (look.status ?? 200)) found.push(`${name}: status ${answer?.status()}`);
    if (look.before) {
      await look.before(page, language);
      if (look.path === "/shortlist") await page.reload();
    }
    found.push(...(await structure(page, language)).map((what) => `${name}: ${what}`));
    await page.evaluate(AXE);
    const see = async (width: number, scheme: "light" | "dark", rules?: string[]) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      found.push(...(await violations(page, rules)).map((what) => `${name}, ${width} ${scheme}: ${what}`));
    };
    await see(1280, "light");
    if (DARK[language].includes(1280)) await see(1280, "dark", COLOURS);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    if (DARK[language].includes(390)) await see(390, "dark", COLOURS);
    await see(390, "light");
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      const over = await page.evaluate(tooWide);
      if (over !== "") found.push(`${name}: wider than ${width}: ${over}`);
    }
  }
  return [...new Set(found)];
}

/** The innermost things that make the page scroll sideways; nothing when it does not. */
function tooWide(): string {
  if (document.documentElement.scrollWidth <= innerWidth) return "";
  const wide = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1);
  const innermost = wide.filter((it) => !wide.some((other) => other !== it && it.contains(other)));
  const outside = innermost.filter((it) => it.closest(".table-scroll") === null && it.closest(".sr") === null);
  return outside.slice(0, 3).map((it) => it.outerHTML.slice(0, 90)).join(" | ") || "something without a box of its own";
}

/** Language, one first heading, headings that skip no level, landmarks once, hosts. */
function structure(page: Page, language: Language): Promise<string[]> {
  return page.evaluate((lang) => {
    const wrong: string[] = [];
    const root = document.documentElement;
    if (root.lang !== lang) wrong.push(`lang is ${root.lang}`);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((it) => Number(it.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) wrong.push("not exactly one h1");
    const skips = levels.some((level, index) => index > 0 && level > levels[index - 1]! + 1);
    if (skips) wrong.push(`heading levels skip: ${levels.join("")}`);
    for (const landmark of ["body > header", "main", "body > footer"]) {
      const count = document.querySelectorAll(landmark).length;
      if (count !== 1) wrong.push(`${landmark} is there ${count} times`);
    }
    const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (twice.length > 0) wrong.push(`ids twice: ${[...new Set(twice)].join(" ")}`);
    if (document.title.trim() === "") wrong.push("no title");
    return wrong;
  }, LANGUAGES[language]);
}

/** What axe finds, one line for each rule with the first places. */
function violations(page: Page, rules?: string[]): Promise<string[]> {
  return page.evaluate(
    async ([tags, only]) => {
      const axe = (window as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { target: string[]; any: { message: string }[] }[] }[] }> } }).axe;
      const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
      const result = await axe.run(document, { runOnly, resultTypes: ["violations"] });
      return result.violations.map((it) => {
        const places = it.nodes.slice(0, 2).map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? ""})`);
        return `${it.id} ×${it.nodes.length}: ${places.join(" | ")}`;
      });
    },
    [TAGS, rules] as const,
  );
}
