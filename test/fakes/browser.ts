/**
 * A real browser before the emulator's page: what mira sees and presses, not what the bot sent. Chromium comes
 * from the machine, because a download of it is no dependency of this project.
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { plain } from './slack-gate/readable.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumAt = (): string | undefined =>
  process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));

/** Why there is no browser here; null when there is one. */
export function whyNoBrowser(): string | null {
  const at = chromiumAt();
  if (at === undefined) return 'no Chromium on this machine (apt-get install chromium, or CHROMIUM=path)';
  return existsSync(at) ? null : `there is no ${at}`;
}

export type SlackPage = {
  page: Page;
  /** Errors of the page itself. */
  errors: string[];
  /** Types into the channel as the person who looks. */
  types(line: string): Promise<void>;
  /** Messages of the channel that carry such words. */
  message(words: string | RegExp): Locator;
  /** Opens the thread under a message and gives its pane. */
  openThread(message: Locator): Promise<Locator>;
  /** The text as somebody reads it. */
  reads(part: Locator): Promise<string>;
  close(): Promise<void>;
};

/** `url` is the page, `as` the real name of the person who looks, and `channel` without its #. */
export async function openSlackPage(url: string, as: string, channel: string): Promise<SlackPage> {
  const executablePath = chromiumAt();
  if (executablePath === undefined) throw new Error('No browser was found');
  // Its sandbox needs rights that a container does not give; the page is our own emulator's.
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1_500, height: 1_100 }, deviceScaleFactor: 1 });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  await page.locator('.actas select').last().selectOption({ label: as });
  await page.locator('.sidebar-item', { hasText: channel }).first().click();
  const channelPart = page.locator('main.main');

  return {
    page,
    errors,
    async types(line) {
      const composer = channelPart.locator('textarea.composer-input');
      await composer.fill(line);
      await composer.press('Enter');
    },
    message: (words) => channelPart.locator('.msg', { hasText: words }),
    async openThread(message) {
      await message.locator('button.thread-summary').click();
      return page.locator('.thread-pane');
    },
    reads: async (part) => plain(await part.innerText()),
    close: () => browser.close(),
  };
}

/** What the page lacks to be read well on paper: width, and code that breaks where its line ends. */
const ON_PAPER = `
  .thread-pane { width: 730px !important; }
  .bk-text .mrkdwn, .bk-text code { white-space: pre-wrap; overflow-wrap: anywhere; }
  .thread-resize-handle, .thread-x, .thread-pane .composer, .msg-hover-actions { display: none !important; }
`;
/** Longer than this is not looked at; what follows is cut off, in CSS pixels. */
const MOST_HEIGHT = 860;

/** Takes a picture of the thread that is open, from its beginning, as PNG. */
export async function picture({ page }: SlackPage, path: string): Promise<void> {
  await page.addStyleTag({ content: ON_PAPER });
  await page.locator('.thread-body').evaluate((body) => body.scrollTo(0, 0));
  const pane = await page.locator('.thread-pane').boundingBox();
  if (pane === null) throw new Error('No thread is open');
  const clip = { ...pane, height: Math.min(pane.height, MOST_HEIGHT) };
  await page.screenshot({ path, clip, animations: 'disabled' });
}
