/** Bundles as host agents tell of them, their files and pieces, and the events of one. */
import { createHash } from 'node:crypto';
import type { Bundle } from '../../src/incidents/bundle.ts';
import type { Person } from '../../src/incidents/event.ts';
import { advance } from '../../src/incidents/incident.ts';
import { blankIncident, type Incident } from '../../src/incidents/record.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { BUNDLE_PIECE_BYTES, type BundleMade, type BundlePiece } from '../../src/protocol/bundle.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import type { Report } from '../../src/protocol/report.ts';
import { CHANNEL, MIRA, T0 } from './given.ts';

export const JON: Person = { ...MIRA, id: 'U2', name: 'jon' };
export const BUNDLE = 'inc-1.node-3.bundle-1';
export const JOB = 'inc-1.node-3.bundle.1';
export const partJob = (n: number): string => `inc-1.node-3.bundle.part.${n}`;
export const KEPT_UNTIL = T0 + 24 * 3_600_000;

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** Bytes that no two places of it share, so that a piece in the wrong place is seen. */
export const aFile = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at ^ (at >> 8) ^ (at >> 16)) & 255);

export const FILE = aFile(BUNDLE_PIECE_BYTES + 1_000);

export const made = (bytes: Uint8Array = FILE, over: Partial<BundleMade> = {}): BundleMade => ({
  digest: digestOf(bytes),
  name: 'openclaw-bundle-node-3.tar.gz',
  bytes: bytes.length,
  madeAt: T0 + 1_000,
  keptUntil: KEPT_UNTIL,
  since: T0 - 24 * 3_600_000,
  versions: { openclaw: '2026.9.6', agent: '0.1.0' },
  files: [
    { name: 'report.md', bytes: 4_000, sha256: 'a'.repeat(64), source: 'the diagnosis', cut: null },
    {
      name: 'logs/gateway.log',
      bytes: 90_000,
      sha256: 'b'.repeat(64),
      source: '/tmp/openclaw/openclaw.log',
      cut: 'the oldest 3 MB',
    },
  ],
  missing: [{ what: 'journal of the unit', why: 'no right to read it' }],
  masked: { token: 9, email: 2 },
  recipients: [],
  gate: { passed: true, values: 37, searches: ['known-values', 'secretlint'] },
  report: [
    { kind: 'heading', level: 1, text: 'node-3: the token has drifted' },
    { kind: 'paragraph', words: [{ text: 'First failing layer: ' }, { text: 'authority', style: 'bold' }] },
    { kind: 'evidence', source: 'openclaw.log', text: 'reason=token_mismatch conn=7f' },
  ],
  ...over,
});

export const REFUSED = made(FILE, {
  gate: {
    passed: false,
    hits: [{ file: 'logs/gateway.log', line: 12, kind: 'known value' }],
    because: { code: 'bundle.leak', params: {} },
  },
});

export const piece = (offset: number, bytes: Uint8Array = FILE, size = BUNDLE_PIECE_BYTES): BundlePiece => ({
  digest: digestOf(bytes),
  offset,
  total: bytes.length,
  base64: Buffer.from(bytes.subarray(offset, offset + size)).toString('base64'),
});

/** All of a file from `offset` on. */
export function pieces(
  offset = 0,
  bytes: Uint8Array = FILE,
  most = 16,
  size = BUNDLE_PIECE_BYTES,
): BundlePiece[] {
  const all: BundlePiece[] = [];
  for (let at = offset; at < bytes.length && all.length < most; at += size) all.push(piece(at, bytes, size));
  return all;
}

export const reported = (report: Report): Evidence => ({
  ...{ probe: 'bundle', subject: 'host', source: 'the host agent', at: new Date(T0).toISOString() },
  ...{ how: 'live', look: 'seen', facts: [], report },
});

let counted = 0;
export const id = (): string => `b-${++counted}`;
const host = 'node-3';

/** Every event of a bundle, by what people would call it. */
export const HAPPENS = {
  wished: (over: object = {}): Happening =>
    ({
      ...{ id: id(), type: 'bundle', name: host, targets: [{ host }], person: MIRA, place: CHANNEL },
      ...{ text: 'bundle node-3', ...over },
    }) as Happening,
  accepted: (order = JOB): Happening => ({ id: id(), type: 'accepted', order, host }),
  delivered: (order = JOB): Happening => ({ id: id(), type: 'dispatched', order, host }),
  made: (bundle = made(), order = JOB, at = host): Happening => ({
    ...{ id: id(), type: 'evidence', order, host: at, seq: 0 },
    reports: [{ kind: 'bundle', bundle }],
  }),
  ended: (order = JOB): Happening => ({ id: id(), type: 'done', order, host, tookMs: 900 }),
  refused: (code: string, order = JOB): Happening => ({
    ...{ id: id(), type: 'refused', order, host, code, why: 'because' },
  }),
  attached: (over: object = {}): Happening =>
    ({ id: id(), type: 'attached', bundle: BUNDLE, person: JON, place: CHANNEL, ...over }) as Happening,
  came: (all: BundlePiece[], order = partJob(1)): Happening => ({
    ...{ id: id(), type: 'evidence', order, host, seq: 0 },
    reports: all.map((one) => ({ kind: 'bundle-piece', piece: one })),
  }),
  kept: (until = T0 + 30 * 86_400_000): Happening => ({
    id: id(),
    type: 'bundle-kept',
    bundle: BUNDLE,
    until,
  }),
  broken: (): Happening => ({
    ...{ id: id(), type: 'bundle-broken', bundle: BUNDLE },
    because: { code: 'bundle.altered', params: {} },
  }),
  deleted: (): Happening => ({ id: id(), type: 'bundle-deleted', bundle: BUNDLE, person: JON }),
  gone: (): Happening => ({ id: id(), type: 'bundle-gone', bundle: BUNDLE }),
  linked: (over: object = {}): Happening =>
    ({
      ...{ id: id(), type: 'linked', bundle: BUNDLE, person: JON, hash: 'L'.repeat(43), whom: 'person' },
      ...{ until: T0 + 3_600_000, most: 2, ...over },
    }) as Happening,
  used: (hash = 'L'.repeat(43)): Happening => ({ id: id(), type: 'link-used', bundle: BUNDLE, hash }),
  unlinked: (): Happening => ({ id: id(), type: 'unlinked', bundle: BUNDLE, person: JON }),
  said: (key: string): Happening => ({ id: id(), type: 'said', key, ref: '9.1' }),
  unsaid: (key: string, code?: string): Happening => ({
    ...{ id: id(), type: 'unsaid', key, why: 'a guest is here' },
    ...(code === undefined ? {} : { code }),
  }),
} as const;

/** The incident after these events, a second apart from T0 on. */
export const having = (...events: Happening[]): Incident =>
  events.reduce((it, one, n) => advance(it, one, T0 + n * 1_000).incident, blankIncident('inc-1'));

export const toReady: Happening[] = [HAPPENS.wished(), HAPPENS.accepted(), HAPPENS.made(), HAPPENS.ended()];
export const toFetching: Happening[] = [...toReady, HAPPENS.attached()];
export const toWhole: Happening[] = [...toFetching, HAPPENS.came(pieces()), HAPPENS.ended(partJob(1))];
export const toKept: Happening[] = [...toWhole, HAPPENS.kept()];
export const FILE_KEY = 'bundle-file/node-3.1';

export const the = (it: Incident): Bundle => it.bundles[0] as Bundle;
