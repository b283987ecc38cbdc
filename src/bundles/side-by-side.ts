/**
 * @module bundles/side-by-side
 * Bundles of several hosts on one page: who is worst, what each has that the others have not, and whose bundle could not
 * be made. What is equal everywhere is not shown; it explains nothing.
 */
import * as z from 'zod';
import type { Block, Document } from '../protocol/document.ts';
import { code, heading, type Line, paragraph, plain, table } from './blocks.ts';
import { keysOf, withoutFingerprints } from './config-keys.ts';
import { versionName } from './finding-words.ts';
import { CONFIG_FILE, FILES } from './manifest.ts';
import { utc } from './moments.ts';
import { jsonOf, type ReadBundle } from './read.ts';
import { text, words } from './say.ts';

/** A bundle that was read, or the reason why there is nothing to read. */
export type HostBundle = { host: string } & ({ bundle: ReadBundle } | { because: string });

export type SideBySide = { label: string | null; madeAt: number; hosts: readonly HostBundle[] };

const MOST_KEYS = 80;
const LONGEST_VALUE = 80;

const Look = z.object({
  verdict: z.string().max(32),
  layers: z.array(z.object({ layer: z.string().max(32), state: z.string().max(32) })),
  findings: z.array(z.object({ id: z.string().max(64), title: z.string().max(300), confidence: z.number() })),
});
type Look = z.infer<typeof Look>;

type Seen = { host: string; bundle: ReadBundle; look: Look | null };

const WORST = ['down', 'degraded', 'waiting', 'unknown', 'healthy'];
const CLAIM = 0.5;

export function sideBySide({ label, madeAt, hosts }: SideBySide): Document {
  const n = hosts.length;
  const seen = hosts.flatMap((one): Seen[] =>
    'bundle' in one
      ? [
          {
            host: one.host,
            bundle: one.bundle,
            look: Look.safeParse(jsonOf(one.bundle, FILES.findings)).data ?? null,
          },
        ]
      : [],
  );
  const absent = hosts.flatMap((one) => ('because' in one ? [one] : []));
  return [
    heading(1, label === null ? text('hosts.title', { n }) : text('hosts.title-label', { n, label })),
    paragraph(text('hosts.about', { at: utc(madeAt) })),
    heading(2, text('hosts.heading')),
    overview(seen),
    ...(absent.length === 0
      ? []
      : [
          heading(2, text('hosts.absent')),
          table(
            [text('hosts.host'), text('hosts.why')],
            absent.map(({ host, because }): Line[] => [host, because]),
          ),
        ]),
    ...findings(seen),
    ...versions(seen),
    ...config(seen),
  ];
}

function overview(seen: readonly Seen[]): Block {
  const rank = ({ look }: Seen): number => WORST.indexOf(look?.verdict ?? 'unknown');
  const head = (['host', 'verdict', 'layer', 'finding', 'missing'] as const).map((id) => text(`hosts.${id}`));
  const rows = [...seen]
    .sort((a, b) => rank(a) - rank(b) || (a.host < b.host ? -1 : 1))
    .map(({ host, look, bundle }): Line[] => {
      const [top] = look?.findings ?? [];
      const failing = look?.layers.find(({ state }) => state === 'failed')?.layer ?? text('hosts.none');
      return [
        host,
        look?.verdict ?? text('hosts.not-seen'),
        look === null ? text('hosts.not-seen') : failing,
        top === undefined || top.confidence < CLAIM
          ? text('hosts.none')
          : words('glance.also-finding', {
              title: top.title,
              finding: top.id,
              percent: Math.round(top.confidence * 100),
            }),
        String(bundle.manifest.missing.length),
      ];
    });
  return table(head, rows);
}

/** Who has which finding; what all have comes last, for it tells nobody apart. */
function findings(seen: readonly Seen[]): Block[] {
  const byId = new Map<string, { title: string; hosts: string[] }>();
  for (const { host, look } of seen)
    for (const { id, title, confidence } of look?.findings ?? []) {
      if (confidence < CLAIM) continue;
      const known = byId.get(id) ?? { title, hosts: [] };
      if (!known.hosts.includes(host)) known.hosts.push(host);
      byId.set(id, known);
    }
  if (byId.size === 0) return [];
  const rows = [...byId]
    .sort((a, b) => a[1].hosts.length - b[1].hosts.length)
    .map(([id, { title, hosts }]): Line[] => [
      [plain(`${title} `), code(id)],
      hosts.length === seen.length && seen.length > 1 ? text('hosts.all') : hosts.join(', '),
    ]);
  return [heading(2, text('hosts.findings')), table([text('hosts.finding'), text('hosts.on')], rows)];
}

function versions(seen: readonly Seen[]): Block[] {
  const rows = differing(
    seen.map(({ host, bundle }) => ({
      host,
      values: new Map(
        Object.entries(bundle.manifest.versions).map(([of, value]) => [versionName(of), value]),
      ),
    })),
  );
  return [
    heading(2, text('hosts.versions')),
    rows.length === 0
      ? paragraph(text('hosts.versions-same'))
      : table([text('versions.of'), text('versions.version'), text('hosts.on')], rows.map(shown)),
  ];
}

function config(seen: readonly Seen[]): Block[] {
  const keys = new Set(seen.map(({ bundle }) => bundle.manifest.tags ?? null));
  const comparable = keys.size === 1 && !keys.has(null);
  const all = seen.flatMap(({ host, bundle }) => {
    const names = [...bundle.files.keys()].filter((name) => CONFIG_FILE.test(name));
    const read = names.map((name) => jsonOf(bundle, name)).filter((one) => one !== null);
    if (read.length === 0) return [];
    const values = new Map<string, string>();
    for (const one of read)
      for (const [key, value] of keysOf(one))
        values.set(key, comparable ? value : withoutFingerprints(value));
    return [{ host, values }];
  });
  const rows = differing(all);
  const more = new Set(rows.slice(MOST_KEYS).map(({ key }) => key)).size;
  return [
    heading(2, text('hosts.config')),
    ...(rows.length === 0
      ? [paragraph(text('hosts.config-same'))]
      : [
          paragraph(text('hosts.config-about')),
          table(
            [text('hosts.key'), text('hosts.value'), text('hosts.on')],
            rows.slice(0, MOST_KEYS).map(shown),
          ),
        ]),
    ...(more === 0 ? [] : [paragraph(text('hosts.more-keys', { n: more }))]),
  ];
}

type Row = { key: string; value: string | null; hosts: string[] };

const shown = ({ key, value, hosts }: Row): Line[] => [
  [code(key)],
  value === null
    ? text('value.not-set')
    : [code(value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value)],
  hosts.join(', '),
];

/** A row for each value of each key that is not the same everywhere, the rarest value first. */
function differing(all: readonly { host: string; values: ReadonlyMap<string, string> }[]): Row[] {
  const keys = [...new Set(all.flatMap(({ values }) => [...values.keys()]))].sort();
  return keys.flatMap((key) => {
    const byValue = new Map<string | null, string[]>();
    for (const { host, values } of all) {
      const value = values.get(key) ?? null;
      byValue.set(value, [...(byValue.get(value) ?? []), host]);
    }
    if (byValue.size < 2) return [];
    return [...byValue]
      .sort((a, b) => a[1].length - b[1].length)
      .map(([value, hosts]): Row => ({ key, value, hosts }));
  });
}
