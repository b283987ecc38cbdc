/** A desk of a kind, made of an operator's settings, whose calls to the vendor's real addresses reach a fake. */
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Document } from '../../../src/protocol/document.ts';
import { type Desk, DeskError, type NewTicket, type TicketFile } from '../../../src/tickets/desk.ts';
import type { DeskKind } from '../../../src/tickets/kind.ts';
import { newMarker } from '../../../src/tickets/marker.ts';
import { startVendor, type VendorServer } from '../../fakes/desks/vendor-server.ts';

/** `to` leads an origin of the vendor to a fake; any other address is refused, so that nothing leaves the machine. */
export function deskAt(
  kind: DeskKind,
  settings: Record<string, unknown>,
  to: Record<string, string>,
  now: () => number = Date.now,
): Desk {
  return kind.make(kind.settings.parse(settings), {
    name: `${kind.kind}-test`,
    now,
    fetch: (input, init) => {
      const url = new URL(String(input));
      const peer = to[url.origin];
      if (peer === undefined) throw new Error(`nothing is known of ${url.origin}`);
      return fetch(`${peer}${url.pathname}${url.search}`, init);
    },
  });
}

/** Stops with the test, which fails when the desk asked for an address that the vendor does not have. */
export function untilEnd<V extends VendorServer>(vendor: V): V {
  onTestFinished(async () => {
    await vendor.stop();
    if (vendor.unknown.length > 0) throw new Error(`no such address: ${vendor.unknown.join(', ')}`);
  });
  return vendor;
}

/** A server that must never be reached, and what reached it. */
export async function elsewhere(): Promise<VendorServer> {
  return untilEnd(
    await startVendor({ answer: () => ({ status: 200, json: {} }), limited: () => ({ status: 429 }) }),
  );
}

export const REPORT: Document = [
  { kind: 'heading', level: 1, text: 'Gateway of node-3' },
  {
    kind: 'paragraph',
    words: [
      { text: 'First layer that fails: ' },
      { text: 'auth', style: 'bold' },
      { text: ', since ' },
      { text: '10:02', style: 'code' },
      { text: '. ' },
      { text: 'thread', link: 'https://acme.slack.com/archives/C1/p1' },
    ],
  },
  { kind: 'list', items: [[{ text: 'token drift' }], [{ text: 'unit is older than the config' }]] },
  { kind: 'table', head: ['Finding', 'Sure'], rows: [[[{ text: 'token-drift' }], [{ text: '0.9' }]]] },
  { kind: 'evidence', source: 'journal of openclaw.service', text: 'gateway closed (1008): unauthorized\n' },
  { kind: 'commands', lines: ['openclaw gateway restart'] },
];

export const aTicket = (more: Partial<NewTicket> = {}): NewTicket => ({
  marker: newMarker(),
  title: '[node-3] token-drift since 10:02',
  body: REPORT,
  severity: 2,
  wantedAt: 1_795_000_000_000,
  ...more,
});

export const aComment = (text: string, more: { public?: boolean } = {}) => ({
  marker: newMarker(),
  body: [{ kind: 'paragraph', words: [{ text }] }] as Document,
  ...more,
});

export function aFile(size = 2_000): TicketFile {
  const bytes = new Uint8Array(size).map((_, n) => (n * 31) % 256);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = `openclaw-inc-7-${sha256.slice(0, 12)}.tar.gz`;
  return { marker: newMarker(), name, bytes, sha256, contentType: 'application/gzip' };
}

export async function errorOf(work: Promise<unknown>): Promise<DeskError> {
  const error = await work.then(() => null).catch((cause: unknown) => cause);
  if (!(error instanceof DeskError)) throw new Error(`no DeskError: ${String(error)}`);
  return error;
}
