/**
 * The page of a report in a real browser: on a bright screen, a dark one, a narrow one and on paper. It asks nobody for
 * anything, and evidence in it is nothing but words.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bold,
  code,
  commands,
  evidence,
  heading,
  list,
  paragraph,
  plain,
  table,
} from '../../src/bundles/blocks.ts';
import { visibleLine } from '../../src/bundles/foreign.ts';
import { page as pageOf } from '../../src/bundles/page.ts';
import { picturesOf } from '../../src/bundles/pictures/of-report.ts';
import { bundleReport } from '../../src/bundles/report.ts';
import type { BundleReportInput } from '../../src/bundles/report-input.ts';
import type { Document } from '../../src/protocol/document.ts';
import { whyNoBrowser } from '../fakes/browser.ts';
import { type Shelf, type StillPage, startShelf } from '../fakes/still-page.ts';
import { INPUT, TRIAGE } from './given.ts';
import { SEEN, UNSEEN } from './hostile.ts';

const why = whyNoBrowser();

const reportPage = (input: BundleReportInput): string =>
  pageOf({ title: 'node-3', document: bundleReport(input), pictures: picturesOf(input) });

/** Everything that could be more than words, ours apart. */
const ALIVE =
  'script, img, image, iframe, object, embed, link, base, form, input, video, audio, canvas, foreignObject, use, animate, ' +
  'style:not(head style), meta:not(head meta), [style], [onload], [onerror], [onclick], [onmouseover], a:not([href^="#part-"])';

/** Pairs of colors that stand on each other, and how much they must differ (WCAG 2.2 AA). */
const PAIRS: readonly [ink: string, ground: string, least: number][] = [
  ['ink', 'paper', 7],
  ['ink', 'ground', 4.5],
  ['ink', 'code', 4.5],
  ['soft', 'paper', 4.5],
  ['soft', 'ground', 4.5],
  ['bad', 'paper', 4.5],
  ['paper', 'bad', 4.5],
  ['change', 'paper', 4.5],
  ['ink', 'bad-ground', 4.5],
  ['ink', 'change-ground', 4.5],
  ['ink', 'person-ground', 4.5],
  ['good', 'good-ground', 3],
  ['wait', 'wait-ground', 3],
  ['bad', 'bad-ground', 3],
];

/** What is asked within the page is text, for this project has no types of a browser. */
const CONTRASTS = `${JSON.stringify(PAIRS)}.map(([ink, ground]) => {
  const light = (name) => {
    const value = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const part = (at) => {
      const share = Number.parseInt(value.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  };
  const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
})`;

const HEARD = `({
  lang: document.documentElement.lang,
  h1: document.querySelectorAll('h1').length,
  jumps: [...document.querySelectorAll('h1, h2, h3')]
    .map((one) => Number(one.tagName[1]))
    .filter((level, at, all) => at > 0 && level > all[at - 1] + 1),
  headless: [...document.querySelectorAll('table')].filter((one) => !one.querySelector('thead th[scope=col]')).length,
  unnamed: [...document.querySelectorAll('svg')].filter((one) => {
    const ids = (one.getAttribute('aria-labelledby') ?? '').split(' ');
    return ids.length !== 2 || !ids.every((id) => document.getElementById(id)?.textContent);
  }).length,
  lost: [...document.querySelectorAll('a')].filter((one) => !document.querySelector(one.getAttribute('href'))).length,
  twice: [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at),
})`;

const ON_PAPER = `({
  ground: getComputedStyle(document.body).backgroundColor,
  chapters: getComputedStyle(document.querySelector('nav')).display,
  beyond: [...document.querySelectorAll('table, pre, svg, p, li')].filter(
    (one) => one.getBoundingClientRect().right > window.innerWidth + 1,
  ).length,
})`;

const tooFaint = async (still: StillPage): Promise<string[]> => {
  const found = await still.page.evaluate<number[]>(CONTRASTS);
  return PAIRS.flatMap(([ink, ground, least], at) =>
    (found[at] ?? 0) >= least ? [] : [`${ink} on ${ground}: ${found[at]?.toFixed(2)}`],
  );
};

describe.skipIf(why !== null)(`a report in a browser${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let shelf: Shelf;
  beforeAll(async () => {
    shelf = await startShelf();
  });
  afterAll(() => shelf?.close());

  const isStill = ({ asked, complaints }: StillPage): void => {
    expect(asked).toEqual([]);
    expect(complaints).toEqual([]);
  };

  it.each([
    ['bright', false],
    ['dark', true],
  ])('reads well on a %s screen', async (_, dark) => {
    const still = await shelf.open(reportPage(INPUT), { dark });
    const { page } = still;
    expect(await tooFaint(still)).toEqual([]);
    expect(await page.locator('h1').innerText()).toContain('Client and gateway credentials differ');
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(dark ? 'rgb(20, 24, 29)' : 'rgb(255, 255, 255)');
    await expect.poll(() => page.locator('svg.picture').count()).toBe(2);
    isStill(still);
  });

  it('is one for people who hear it: a language, heads of tables, names of pictures, one way through', async () => {
    const { page } = await shelf.open(reportPage(INPUT));
    const told = await page.evaluate(HEARD);
    expect(told).toEqual({ lang: 'en', h1: 1, jumps: [], headless: 0, unnamed: 0, lost: 0, twice: [] });
  });

  it('needs no sideways scrolling on a phone: only wide tables and pictures have their own', async () => {
    const { page } = await shelf.open(reportPage(INPUT), { width: 375, height: 700 });
    const [wide, room] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(wide).toBeLessThanOrEqual(room as number);
  });

  it('is printed whole: on a bright ground, nothing beyond the edge, no list of chapters', async () => {
    // What is left of A4 between the margins, at 96 dots an inch.
    const still = await shelf.open(reportPage(INPUT), { dark: true, width: 703, height: 990 });
    const { page } = still;
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await tooFaint(still)).toEqual([]);
    const told = await page.evaluate(ON_PAPER);
    expect(told).toEqual({ ground: 'rgb(255, 255, 255)', chapters: 'none', beyond: 0 });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(20_000);
    isStill(still);
  });

  it.each([
    ['seen', SEEN],
    ['never looked at', UNSEEN],
  ])('evidence is nothing but words, wherever it stands (%s)', async (_, rows) => {
    const document: Document = rows.flatMap((text) => [
      heading(2, text),
      paragraph([
        plain(text),
        bold(text),
        code(text),
        { text, link: 'https://github.com/openclaw/openclaw' },
      ]),
      list([text]),
      table([text], [[text], [[code(text)]]]),
      evidence(text, text),
      ...commands([text]),
    ]);
    const html = pageOf({ title: rows.join(''), document, pictures: [] });
    const still = await shelf.open(html);
    const { page } = still;
    expect(await page.locator(ALIVE).count()).toBe(0);
    expect(await page.locator('h2').count()).toBe(rows.length);
    expect(await page.locator('h2').allTextContents()).toEqual(rows.map(visibleLine));
    expect(await page.locator('figcaption').allTextContents()).toEqual(rows.map(visibleLine));
    isStill(still);
  });

  it('so is evidence that stands in the pictures', async () => {
    const rows = [...SEEN, ...UNSEEN];
    const events = rows.map((what, at) => ({
      at: INPUT.madeAt - at * 60_000,
      kind: 'note' as const,
      what,
      source: what,
    }));
    const changes = TRIAGE.changes.map((one) => ({ ...one, what: rows.join('').slice(0, 300) }));
    const broke = TRIAGE.brokeAfter;
    const brokeAfter = broke && { ...broke, change: { ...broke.change, what: '<svg onload=alert(1)>"' } };
    const outages = rows.map((what, at) => ({ from: INPUT.since + at, to: null, what }));
    const still = await shelf.open(
      reportPage({ ...INPUT, triage: { ...TRIAGE, changes, brokeAfter }, events, outages }),
    );
    expect(await still.page.locator(ALIVE).count()).toBe(0);
    expect(await still.page.locator('svg').count()).toBe(2);
    isStill(still);
  });

  it('a style that slipped through would not be obeyed, nor a script', async () => {
    const slipped =
      '<style>h1{color:#010203}</style><p style="color:#010203" id="slipped">x</p><script>document.title="owned"</script>';
    const { page, complaints } = await shelf.open(reportPage(INPUT).replace('<main>', `<main>${slipped}`));
    expect(await page.title()).toBe('node-3');
    const colors = await page.evaluate(
      "[...document.querySelectorAll('h1, #slipped')].map((one) => getComputedStyle(one).color)",
    );
    expect(colors).not.toContain('rgb(1, 2, 3)');
    expect(complaints.length).toBeGreaterThanOrEqual(3);
  });
});
