/**
 * A link to a bundle, followed in a real browser: the page behind it, then the report and the file that its buttons give.
 * Chromium comes from the machine (test/fakes/browser.ts).
 */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumAt } from './browser.ts';

export type Followed = {
  page: string;
  /** What stands on the page that the button for the report opens. */
  report: string;
  file: Uint8Array;
  /** Addresses that were asked for, apart from the link's own. */
  elsewhere: string[];
  /** Errors of either page, its own policy's refusals too. */
  errors: string[];
};

export async function followLink(link: string): Promise<Followed> {
  const executablePath = chromiumAt();
  if (executablePath === undefined) throw new Error('No browser was found');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const [elsewhere, errors]: [string[], string[]] = [[], []];
    page.on('request', (request) => {
      if (request.url() !== link) elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (said) => {
      if (said.type() === 'error') errors.push(said.text());
    });
    await page.goto(link);
    const read = await page.locator('body').innerText();
    const coming = page.waitForEvent('download');
    await page.locator('button[value=file]').click();
    const file = new Uint8Array(readFileSync(await (await coming).path()));
    await page.goto(link);
    await page.locator('button[value=report]').click();
    await page.locator('svg').first().waitFor();
    const report = await page.locator('body').innerText();
    return { page: read, report, file, elsewhere, errors };
  } finally {
    await browser.close();
  }
}
