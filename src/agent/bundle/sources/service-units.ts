/**
 * @module agent/bundle/sources/service-units
 * The service definitions that start this gateway or collide with it, drop-ins included, and what systemd says of them.
 */
import { basename, join } from 'node:path';
import { supervisionOf } from '../../services/supervision.ts';
import { archiveName } from '../archive-names.ts';
import { type Collected, defineSource, notCollected, type RawFile, type SourceContext } from '../source.ts';

const MOST_UNITS = 8;
const MOST_DROP_INS = 16;
const MOST_BYTES = 64 * 1024;

type Missing = NonNullable<Collected['missing']>;

async function definitions({ host, target }: SourceContext, missing: Missing): Promise<RawFile[]> {
  const files: RawFile[] = [];
  const units = [...target.units, ...target.otherUnits.map(({ unit }) => unit)].slice(0, MOST_UNITS);
  for (const [n, { path, manager }] of units.entries()) {
    const folder = `${path}.d`;
    const listed = manager === 'launchd' ? null : await host.list(folder);
    const dropIns = (listed?.ok ? (listed.value ?? []) : [])
      .filter((name) => name.endsWith('.conf'))
      .sort()
      .slice(-MOST_DROP_INS)
      .map((name) => join(folder, name));
    const parts: string[] = [];
    for (const one of [path, ...dropIns]) {
      const text = await host.read(one, { maxBytes: MOST_BYTES });
      if (text.ok && text.value !== null) parts.push(`# ${one}\n${text.value.trimEnd()}\n`);
      else if (!text.ok) missing.push(notCollected(`service definition ${one}`, text.why));
    }
    if (parts.length > 0)
      files.push({
        name: `system/units/${n + 1}-${archiveName(basename(path))}`,
        source: [path, ...dropIns].join(', ').slice(0, 500),
        text: parts.join('\n'),
        cut: null,
      });
  }
  return files;
}

export const serviceUnits = defineSource({
  id: 'service-units',
  title: 'service definitions',
  limitMs: 8_000,
  async collect(context) {
    const missing: Missing = [];
    const files = await definitions(context, missing);
    const booted = await context.host.stat('/run/systemd/system');
    if (booted.ok && booted.value === null) {
      missing.push(notCollected('state of the services', 'there is no systemd on this host'));
      return { files, missing };
    }
    const { known, silent, down, home } = await supervisionOf(context);
    for (const why of silent) missing.push(notCollected('state of the services', why));
    if (down)
      missing.push(notCollected("state of the user's services", "the user's service manager is not up"));
    const states = known.map(({ state, collides }) => ({ ...state, collides }));
    files.push({
      name: 'system/services.json',
      source: 'systemctl show',
      text: `${JSON.stringify({ runsIn: home, units: states }, null, 2)}\n`,
      cut: null,
    });
    return { files, missing };
  },
});
