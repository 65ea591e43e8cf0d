// An office of a spec file's own, the people in it, and what must hold on every page they open.
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type APIResponse, type Browser, type BrowserContext, type BrowserContextOptions, type Page, expect, test } from "@playwright/test";
import { type Server, serve } from "./market";

/** The password of everybody in the sample office. */
export const PASSWORD = "lion rock at low tide";

/** The three languages: path segment and `lang`. */
export const LANGUAGES = { "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans-HK", en: "en-HK" } as const;
export type Language = keyof typeof LANGUAGES;

/** An address in the sample office. */
export function address(person: string): string {
  const department: Record<string, string> = {
    "tm.chan": "td", "sm.lee": "td", "wk.ho": "td", "ky.ng": "td",
    "pf.wong": "swd", "cy.yip": "swd", "mk.tse": "swd", "hl.fung": "swd",
    "sl.chow": "aud", "kl.sin": "had", "ph.lam": "gld",
    "cw.leung": "td", "yf.kwok": "td", "ly.kan": "td", "ws.ho": "swd", "kh.siu": "td", "mn.poon": "td",
    "tk.hui": "swd", "sy.mok": "swd", "lc.tong": "swd", "wy.cheng": "swd", "ck.yuen": "dpo", "wm.so": "dpo",
    "ws.lau": "dpo", "kc.mak": "dpo", "yt.tam": "dpo", admin: "dpo", "ch.poon": "dpo", "sy.hui": "dpo",
    "kw.cheng": "hl", "ym.lam": "hl", "st.kwok": "hl", "mh.leung": "pv", "cl.yuen": "pv", "ph.siu": "pv",
    "wl.pang": "ka", "yh.mok": "lr", "kf.szeto": "vd", "a.keller": "ns",
  };
  // Somebody who is not of the sample office is named by their whole address.
  return person.includes("@") ? person : `${person}@${department[person]}.sample.hk`;
}

/** A letter as it was sent. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** Opens an office for the tests of a spec file, and closes it after them. */
export function openOffice(): Office {
  const office = new Office();
  test.beforeAll(() => office.open());
  test.afterEach(() => office.closeContexts());
  test.afterAll(() => office.close());
  return office;
}

export class Office {
  /** What no page may do, seen in any browser since the test began. */
  readonly wrong: string[] = [];
  private server: Server | undefined;
  private folder = "";
  private ahead = 0;
  private contexts: BrowserContext[] = [];

  get url(): string {
    if (!this.server) throw new Error("the office is closed");
    return this.server.url;
  }

  async open(): Promise<void> {
    const shared = process.env.END2END_FOLDER;
    if (!shared) throw new Error("the sample office was not laid out");
    this.folder = join(shared, `office-${process.pid}-${Date.now()}`);
    cpSync(join(shared, "template"), this.folder, { recursive: true });
    this.server = await serve(this.folder);
  }

  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    await server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async closeContexts(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    expect(this.wrong.splice(0), "errors, refused content and requests to other hosts").toEqual([]);
  }

  /** A browser of a visitor's own. */
  async visitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: this.url, ...options });
    this.contexts.push(context);
    this.watch(context);
    return context.newPage();
  }

  /** A browser in which somebody of the sample office is signed in. */
  async person(browser: Browser, person: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.visitor(browser, options);
    const answer = await this.post(page, "/en/sign-in", { email: address(person), password: PASSWORD });
    expect(answer.status(), `${person} signs in`).toBe(303);
    return page;
  }

  /** Sends a form as a page of ours would, without following where it leads. */
  post(page: Page, path: string, form: Record<string, string>): Promise<APIResponse> {
    return page.request.post(path, { form, headers: { origin: this.url }, maxRedirects: 0 });
  }

  /** Lets time pass in the office. Who was signed in for longer than a session lasts signs in again. */
  pass(minutes: number): void {
    this.ahead += minutes * 60;
    writeFileSync(join(this.folder, "ahead"), String(this.ahead));
  }

  /** Turns a bit of the stored file that has this content. */
  damage(content: Buffer): void {
    const digest = createHash("sha256").update(content).digest("hex");
    const stored = join(this.folder, "files", digest.slice(0, 2), digest.slice(2));
    const damaged = readFileSync(stored);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
    writeFileSync(stored, damaged);
  }

  /** The letters somebody was sent so far, in no order. */
  letters(person: string): Letter[] {
    const folder = join(this.folder, "mail");
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter((name) => name.endsWith(".eml"));
    const letters = files.map((name) => readLetter(readFileSync(join(folder, name), "latin1")));
    return letters.filter((letter) => letter.to.includes(address(person)));
  }

  /** Waits until somebody has a letter with this subject. */
  async lettered(person: string, subject: string): Promise<void> {
    const subjects = () => this.letters(person).map((letter) => letter.subject);
    await expect.poll(subjects, { message: `letter to ${person}` }).toContain(subject);
  }

  private watch(context: BrowserContext): void {
    const own = new URL(this.url).origin;
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== own) this.wrong.push(`asked another host: ${url.href}`);
    });
    context.on("response", (answer) => {
      if (answer.status() >= 500) this.wrong.push(`${answer.status()} from ${answer.url()}`);
    });
    context.on("weberror", (error) => this.wrong.push(`uncaught: ${error.error().message}`));
    context.on("console", (message) => {
      // Nobody takes the module without script; it is preloaded for those who do.
      if (message.text().includes("was preloaded using link preload but not used")) return;
      // A page that says 404 or 422 is reported by the browser as a failed load; the tests look at statuses themselves.
      const expected = /status of 4\d\d/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !expected) {
        this.wrong.push(`console: ${message.text()} on ${message.page()?.url()}`);
      }
    });
  }
}

function readLetter(raw: string): Letter {
  const [head, ...rest] = raw.split(/\r?\n\r?\n/);
  const unfolded = (head ?? "").replace(/\r?\n[ \t]+/g, " ");
  const header = (name: string) => new RegExp(`^${name}: *(.*)$`, "im").exec(unfolded)?.[1] ?? "";
  return { to: header("To"), subject: decodeWords(header("Subject")), text: rest.join("\n\n") };
}

/** The words of a header: `=?utf-8?b?…?=`. */
function decodeWords(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind: string, word: string) => {
    if (kind.toLowerCase() === "b") return Buffer.from(word, "base64").toString("utf8");
    const bytes = word.replace(/_/g, " ").replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1").toString("utf8");
  });
}
