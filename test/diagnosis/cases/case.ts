/**
 * A rule's rows: facts that make it fire, facts that look alike and must not, and facts from which nobody can
 * tell; or a line to be read. A key is a fact of the gateway, `host|fact`, or `client:a|fact` for something below the gateway.
 */
import { signs } from '../../../src/evidence/readers/signs.ts';
import type { Evidence, Fact, FactValue, How } from '../../../src/protocol/evidence.ts';

export type Row = Readonly<Record<string, FactValue>>;
/** A row, or a line of a log or a command, of which the readers make what they can. */
export type Given = Row | string;
export type Cases = { fires: readonly Given[]; staysQuiet: readonly Given[]; cannotTell: readonly Given[] };

export const NOW = Date.parse('2026-11-21T03:00:00Z');
export const GATEWAY = 'gateway:default';

/** Signs come from pasted text, symptoms are told, everything else was seen on the live host. */
export function howOf(fact: string): How {
  if (fact.startsWith('symptom.')) return 'told';
  return /\.(sign|hint)$/.test(fact) ? 'pasted' : 'live';
}

export function factsOf(row: Row): { how: How; fact: Fact }[] {
  return Object.entries(row).map(([key, value]) => {
    const [child, name] = key.includes('|') ? (key.split('|') as [string, string]) : ['', key];
    const subject = child === '' ? GATEWAY : child === 'host' ? 'host' : `${GATEWAY}/${child}`;
    return { how: howOf(name), fact: { fact: name, subject, value } };
  });
}

function seenIn(given: Given): { how: How; fact: Fact }[] {
  if (typeof given !== 'string') return factsOf(given);
  return signs.read(given, { gateway: GATEWAY }).map((fact) => ({ how: 'pasted', fact }));
}

export function evidenceOf(given: Given, how?: How): Evidence[] {
  return seenIn(given).map(({ how: usual, fact }, n) => ({
    probe: `row-${n}`,
    subject: GATEWAY,
    source: 'a test row',
    at: new Date(NOW).toISOString(),
    how: how ?? usual,
    look: 'seen',
    facts: [fact],
  }));
}

/** A card that a line decides: it fires on the line, and not on one that looks alike or is of a neighbour. */
export function read(line: string, alike: string): Cases {
  return { fires: [line], staysQuiet: [alike], cannotTell: [] };
}

/** A rule decided by one sign: naming it fires, only suggesting it stays below the claim. */
export function signed(area: string, word: string, more: Partial<Cases> = {}): Cases {
  return {
    fires: [{ [`${area}.sign`]: word }, ...(more.fires ?? [])],
    staysQuiet: [{ [`${area}.hint`]: word }, ...(more.staysQuiet ?? [])],
    cannotTell: [{}, ...(more.cannotTell ?? [])],
  };
}

/** A rule decided by detail codes: each fires, another code and a greeting do not. */
export function refused(codes: readonly string[], more: Partial<Cases> = {}): Cases {
  return {
    fires: [...codes.map((code) => ({ 'client:a|connect.refusal.code': code })), ...(more.fires ?? [])],
    staysQuiet: [
      { 'client:a|connect.refusal.code': 'SOMETHING_ELSE' },
      { 'client:a|connect.hello': true, 'client:a|rpc.read.ok': true },
      ...(more.staysQuiet ?? []),
    ],
    cannotTell: [{}, { 'client:a|connect.hello': false }, ...(more.cannotTell ?? [])],
  };
}

/** A rule decided by a close code and the start of its reason. */
export function closed(code: number, reason: string, more: Partial<Cases> = {}): Cases {
  return {
    fires: [
      { 'client:a|connect.close.code': code, 'client:a|connect.close.reason': reason },
      ...(more.fires ?? []),
    ],
    staysQuiet: [
      { 'client:a|connect.close.code': 1000, 'client:a|connect.close.reason': '' },
      { 'client:a|connect.close.code': code, 'client:a|connect.close.reason': 'probe done' },
      ...(more.staysQuiet ?? []),
    ],
    cannotTell: [{}, { 'client:a|connect.close.code': code }, ...(more.cannotTell ?? [])],
  };
}

export const DOWN: Row = { 'gateway.process.count': 0, 'gateway.listener.state': 'free' };
/** No gateway is meant to run here. */
export const CLIENT: Row = { 'gateway.role': 'client', 'clients.url.shown': 'wss://desk.example.ts.net:443' };
export const UP: Row = {
  'gateway.process.count': 1,
  'gateway.process.state': 'running',
  'gateway.process.uptime-s': 5_000,
  'gateway.listener.state': 'listening',
  'gateway.listener.owner': 'gateway',
  'gateway.http.live': 'ok',
  'gateway.http.startup': 'started',
  'gateway.http.ready': true,
};
