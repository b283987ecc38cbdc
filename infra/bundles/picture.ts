// Takes the picture of a report for README.md: `node infra/bundles/picture.ts [FILE]`. It shows the page that hosts make,
// from the evidence of the report's own tests, in the Chromium of this machine.
import { fileURLToPath } from 'node:url';
import { page } from '../../src/bundles/page.ts';
import { picturesOf } from '../../src/bundles/pictures/of-report.ts';
import { bundleReport } from '../../src/bundles/report.ts';
import { INPUT } from '../../test/bundles/given.ts';
import { startShelf } from '../../test/fakes/still-page.ts';

const [path = fileURLToPath(new URL('report.png', import.meta.url))] = process.argv.slice(2);
/** Wide enough for the table, high enough for both pictures; in CSS pixels. */
const SIZE = { width: 900, height: 1_240 };

const document = bundleReport(INPUT);
const html = page({ title: 'node-3', document, pictures: picturesOf(INPUT) });
const shelf = await startShelf();
const { page: tab } = await shelf.open(html, { ...SIZE, height: 800 });
// The answer and the timeline are what a picture can show: the chapters between them are left out.
await tab.evaluate(`(() => {
  document.querySelector('nav').remove();
  const parts = [...document.querySelectorAll('main > *')];
  const from = parts.findIndex((one) => one.textContent === 'Also found');
  const to = parts.findIndex((one) => one.textContent === 'Timeline');
  for (const part of parts.slice(from, to)) part.remove();
})()`);
await tab.screenshot({ path, clip: { x: 0, y: 0, ...SIZE }, animations: 'disabled', fullPage: true });
await shelf.close();
