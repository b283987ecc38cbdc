/**
 * @module agent/bundle/sources/openclaw-export
 * What OpenClaw itself would hand to its makers (`gateway diagnostics export`), read through our redactor: its own one
 * lets tokens through that stand in prose. It is written into a folder of ours that goes again, so that nothing of the
 * gateway's changes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotPresent } from '../../credentials/may-present.ts';
import { runOpenclaw } from '../../gateways/openclaw-run.ts';
import { defineSource, notCollected, type RawFile, type SourceContext, withoutProgram } from '../source.ts';
import { readZip } from '../zip.ts';

const LIMIT_MS = 30_000;
const MOST_BYTES = 8 * 1024 * 1024;
const NAME = /^[A-Za-z0-9._-]{1,60}(?:\/[A-Za-z0-9._-]{1,60}){0,3}$/;
const SOURCE = 'openclaw gateway diagnostics export';

const none = (why: string) => ({ missing: [notCollected(SOURCE, why)] });

/** Why its status part may not be asked for: it would show the gateway's credential to whoever listens. */
async function whyNot(context: SourceContext): Promise<string | null> {
  const { target, refusals, now } = context;
  if (!refusals.mayTry(target.configPath, now()))
    return 'two credentials were refused lately; it would present one more';
  const why = await whyNotPresent(context);
  // Where nobody listens it shows nothing, and its files tell all the same.
  return why?.startsWith('nobody listened') ? null : why;
}

async function exported(context: SourceContext, folder: string) {
  const file = join(folder, 'export.zip');
  const args = ['gateway', 'diagnostics', 'export', '--json', '--timeout', '3000', '--output', file];
  const ran = await runOpenclaw(context, args, LIMIT_MS);
  if (!ran.ok) return none(withoutProgram(ran.why));
  if (ran.value.code !== 0)
    return none(
      `it ended with code ${ran.value.code}: ${ran.value.stderr.trim().split('\n').at(-1)?.slice(0, 200)}`,
    );
  const read = await context.host.range(file, 0, MOST_BYTES);
  if (!read.ok) return none(read.why);
  if (read.value === null) return none('it wrote no file');
  const { members, problems } = readZip(Buffer.from(read.value.bytes), MOST_BYTES);
  const odd = members.filter(({ name }) => !isPlain(name)).length;
  const files = members
    .filter(({ name }) => isPlain(name))
    .map(
      ({ name, bytes }): RawFile => ({
        name: `openclaw/export/${name.toLowerCase()}`,
        source: SOURCE,
        text: new TextDecoder().decode(bytes),
        cut: null,
        ...(name.startsWith('logs/') ? { canShrink: true as const } : {}),
      }),
    );
  const missing = [...problems, ...(odd > 0 ? [`${odd} members have names that are not taken over`] : [])];
  return { files, missing: missing.map((why) => notCollected(SOURCE, why)) };
}

/** No `..`, no absolute path, no hidden name: it becomes a name in our archive. */
const isPlain = (name: string): boolean => NAME.test(name) && !/(?:^|\/)\./.test(name);

export const openclawExport = defineSource({
  id: 'openclaw-export',
  title: SOURCE,
  limitMs: LIMIT_MS + 3_000,
  async collect(context) {
    if (context.target.container)
      return none('the gateway runs in a container, whose OpenClaw cannot be asked from here');
    const why = await whyNot(context);
    if (why !== null) return none(why);
    const folder = mkdtempSync(join(tmpdir(), 'openclaw-bundle-'));
    try {
      return await exported(context, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});
