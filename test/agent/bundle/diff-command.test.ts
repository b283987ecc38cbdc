/** `bundle diff A B` at a terminal: what it prints, what it writes, and what it says of files that are no bundles. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleDiff } from '../../../src/agent/bundle/diff-command.ts';
import { bundleOf } from '../../bundles/packed.ts';

let dir: string;
let shown: string[];
const run = (before: string, after: string, flags: Record<string, unknown> = {}) =>
  bundleDiff(join(dir, before), join(dir, after), { ...flags, show: (text: string) => shown.push(text) });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-diff-'));
  shown = [];
  const config = (port: number) => ({ 'config/shape.json': JSON.stringify({ gateway: { port } }) });
  writeFileSync(join(dir, 'a.tar.gz'), await bundleOf(config(18789)));
  writeFileSync(join(dir, 'b.tar.gz'), await bundleOf(config(18790), { madeAt: '2026-11-21T03:20:00.000Z' }));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('bundle diff', () => {
  it('prints the difference, as text or as JSON', async () => {
    expect(await run('a.tar.gz', 'b.tar.gz')).toEqual({ code: 0 });
    expect(shown[0]).toMatch(/gateway\.port +18789 +18790/);
    await run('a.tar.gz', 'b.tar.gz', { json: true });
    expect(JSON.parse(shown[1] ?? '')).toMatchObject({
      schema: 1,
      config: [{ key: 'gateway.port', before: '18789', after: '18790' }],
    });
  });

  it('writes a page that nobody else may read, and never over a file', async () => {
    const html = join(dir, 'difference.html');
    expect(await run('a.tar.gz', 'b.tar.gz', { html })).toEqual({ code: 0 });
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>.*gateway\.port/s);
    writeFileSync(html, 'mine');
    const again = await run('a.tar.gz', 'b.tar.gz', { html });
    expect(again).toMatchObject({
      code: 2,
      complaint: { message: `${html} is there already. Nothing was done.` },
    });
    expect(readFileSync(html, 'utf8')).toBe('mine');
  });

  it.each<[string, string | Buffer | null, RegExp]>([
    ['that is not there', null, /could not be read: ENOENT\. Nothing was compared\.$/],
    ['that is no bundle', 'hello', /is no gzip file, or it is damaged\. Nothing was compared\.$/],
    ['that was cut off', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), /no gzip file/],
  ])('refuses a file %s, and says why', async (_, content, message) => {
    if (content !== null) writeFileSync(join(dir, 'odd'), content);
    const html = join(dir, 'never.html');
    const end = await run('a.tar.gz', 'odd', { html });
    expect(end.code).toBe(2);
    expect(end.complaint?.message).toMatch(message);
    expect(end.complaint?.hint).toContain('bundle diff before.tar.gz after.tar.gz');
    expect([shown, existsSync(html)]).toEqual([[], false]);
  });
});
