/**
 * @module agent/bundle/diff-command
 * `host.mjs bundle diff A B`: what differs between two bundles, before and after a recovery or of two hosts, as text, as
 * JSON or as a page. It reads the two files and asks nobody.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { differenceOf } from '../../bundles/difference.ts';
import { differenceReport } from '../../bundles/difference-report.ts';
import { page } from '../../bundles/page.ts';
import { plainText } from '../../bundles/plain-text.ts';
import { type ReadBundle, readBundle } from '../../bundles/read.ts';
import { LIMITS, UnreadableBundle } from '../../bundles/unpack.ts';
import { codeOf } from '../host/outcome.ts';
import { writeNew } from './kept-bundles.ts';
import type { CommandEnd } from './redact-command.ts';

type Flags = Readonly<Record<string, unknown>> & { show(text: string): void };

const EXAMPLE = 'Example: node host.mjs bundle diff before.tar.gz after.tar.gz --html difference.html';

const complain = (message: string, hint = EXAMPLE): CommandEnd => ({ code: 2, complaint: { message, hint } });

export async function bundleDiff(before: string, after: string, flags: Flags): Promise<CommandEnd> {
  const html = typeof flags.html === 'string' ? flags.html : null;
  if (html !== null && existsSync(html))
    return complain(`${html} is there already. Nothing was done.`, 'Name another file with --html.');
  const read: ReadBundle[] = [];
  for (const path of [before, after]) {
    const one = await bundleIn(path);
    if (typeof one === 'string') return complain(`${path}: ${one} Nothing was compared.`);
    read.push(one);
  }
  const [first, second] = read as [ReadBundle, ReadBundle];
  const difference = differenceOf(first, second);
  const document = differenceReport(difference);
  if (html !== null) {
    const [head] = document;
    const title = head?.kind === 'heading' ? head.text : '';
    try {
      writeNew(html, Buffer.from(page({ title, document, pictures: [] })));
    } catch (error) {
      return complain(`${html} could not be written: ${codeOf(error)}.`, 'Name another place with --html.');
    }
  }
  flags.show(flags.json === true ? JSON.stringify(difference) : plainText(document).trimEnd());
  return { code: 0 };
}

/** A bundle, or the sentence that says why it is none. */
async function bundleIn(path: string): Promise<ReadBundle | string> {
  try {
    if (statSync(path).size > LIMITS.packed) throw new UnreadableBundle('packed-too-large');
    return await readBundle(readFileSync(path));
  } catch (error) {
    if (error instanceof UnreadableBundle) return error.message;
    return `The file could not be read: ${codeOf(error)}.`;
  }
}
