// Journeys in a real browser against the real program, with and without script.
//
//   MARKET_BINARY=…/marketplace MARKET_SITE_DIR=…/site npx playwright test
//
// Each spec file opens an office of its own: a copy of the sample office, served on a free port.
import { defineConfig } from "@playwright/test";

const browser = {
  browserName: "chromium" as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
  locale: "zh-HK",
  timezoneId: "Europe/London", // times are Hong Kong's wherever the reader is
  viewport: { width: 1280, height: 900 },
  // A page that fades in takes no clicks until it has, and headless it may never have.
  contextOptions: { reducedMotion: "reduce" as const },
  actionTimeout: 30_000,
  navigationTimeout: 30_000,
  trace: "off" as const,
};

export default defineConfig({
  testDir: "tests",
  outputDir: process.env.END2END_RESULTS ?? "/tmp/marketplace-end2end-results",
  globalSetup: "./support/setup.ts",
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  projects: [
    { name: "script", use: { ...browser } },
    {
      name: "no-script",
      use: { ...browser, javaScriptEnabled: false },
      testIgnore: ["**/accessibility.spec.ts", "**/islands.spec.ts"],
    },
  ],
});
