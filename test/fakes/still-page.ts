/**
 * A page that stands by itself, in a real browser: it is served from one address, and every other request that it makes
 * is noted and goes nowhere.
 */
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumAt } from './browser.ts';

export type StillPage = {
  page: Page;
  /** Addresses that it asked for, itself apart. */
  asked: string[];
  /** What the browser complained of: a broken policy, an error, a dialog that opened. */
  complaints: string[];
};

export type Looks = { dark?: boolean; width?: number; height?: number; scale?: number };

const ADDRESS = 'http://report.example/report.html';

export type Shelf = { open(html: string, looks?: Looks): Promise<StillPage>; close(): Promise<void> };

export async function startShelf(): Promise<Shelf> {
  const executablePath = chromiumAt();
  if (executablePath === undefined) throw new Error('No browser was found');
  // Its sandbox needs rights that a container does not give; the page is our own.
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    async open(html, { dark = false, width = 1_100, height = 900, scale = 1 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: scale,
        colorScheme: dark ? 'dark' : 'light',
      });
      const page = await context.newPage();
      const [asked, complaints]: [string[], string[]] = [[], []];
      await page.route('**/*', async (route) => {
        const url = route.request().url();
        if (url === ADDRESS) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
        asked.push(url);
        return route.abort();
      });
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', async (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        await dialog.dismiss();
      });
      await page.goto(ADDRESS);
      return { page, asked, complaints };
    },
    close: () => browser.close(),
  };
}
