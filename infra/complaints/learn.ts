/**
 * @module infra/complaints/learn
 * Makes src/explain/resemble/learned.json of the example complaints, unless it is there and was made of just these:
 * `npm run learn`, and every script that builds or tests runs it first. Some seconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Learned } from '../../src/explain/resemble/model.ts';
import { exampleLines, manualLines } from './examples.ts';
import { pack } from './packing.ts';
import { train } from './training.ts';

const OUT = new URL('../../src/explain/resemble/learned.json', import.meta.url).pathname;
/** Where the way of learning is written; another way learns something else of the same examples. */
const WAYS = [
  './training.ts',
  './packing.ts',
  '../../src/explain/resemble/features.ts',
  '../../src/explain/resemble/groups.ts',
  '../../src/explain/asides.ts',
  '../../src/explain/assertion.ts',
  '../../src/explain/keywords/classes.ts',
];

const lines = exampleLines();
const examples = [...lines, ...manualLines(new Set(lines.map(({ label }) => label)))];
const digest = createHash('sha256').update(JSON.stringify(examples));
for (const way of WAYS) digest.update(readFileSync(new URL(way, import.meta.url)));
const of = digest.digest('hex').slice(0, 16);

const known = existsSync(OUT) ? (JSON.parse(readFileSync(OUT, 'utf8')) as Learned).of : '';
if (known !== of) {
  console.error(`Learning from ${lines.length} example complaints`);
  const aside = `${OUT}.${process.pid}.new`;
  writeFileSync(aside, JSON.stringify(pack(train(examples), of)));
  // Another run may be reading the old one.
  renameSync(aside, OUT);
}
