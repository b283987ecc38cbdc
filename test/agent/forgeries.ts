/**
 * Everything a forger, a thief of recordings or a careless bot might bring to a host: one row each, with the
 * one refusal that it must meet.
 */
import { createHmac } from 'node:crypto';
import type { Refusal } from '../../src/agent/channel/checks.ts';
import { toBase64url } from '../../src/protocol/base64url.ts';
import { canonicalText } from '../../src/protocol/canonical.ts';
import { addSignature } from '../../src/protocol/signer.ts';
import { type Desk, type Frame, forge, NOW } from './desk.ts';

export type Forgery = {
  name: string;
  code: Refusal;
  /** The host's policy for this row; as shipped if absent. */
  policy?: Record<string, unknown> | ((desk: Desk) => Record<string, unknown>);
  make(desk: Desk): Promise<Frame>;
};

type Jws = { payload: string; signatures: { protected: string; signature: string }[] };

/** An honest frame whose order envelope is changed after signing. */
const altered =
  (change: (jws: Jws, desk: Desk) => unknown) =>
  async (desk: Desk): Promise<Frame> => {
    const frame = await desk.frame();
    const changed = change(JSON.parse(frame.order) as Jws, desk);
    return { ...frame, order: typeof changed === 'string' ? changed : canonicalText(changed) };
  };

/** An order envelope made from scratch, beside an honest delivery. */
const forged =
  (make: (desk: Desk, plain: string) => string) =>
  async (desk: Desk): Promise<Frame> => ({
    ...(await desk.frame()),
    order: make(desk, canonicalText(desk.order())),
  });

/** The bot itself signs something that it should not. */
const signed =
  (order: (desk: Desk) => object, delivery: object = {}) =>
  async (desk: Desk): Promise<Frame> =>
    desk.frame({ ...desk.order(), ...order(desk) } as never, delivery);

const header = (desk: Desk, more: object) => ({
  alg: 'Ed25519',
  kid: desk.bot.signer.kid,
  typ: 'ocorder+jws',
  ...more,
});

function text(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString();
}

const CHANGE = { op: 'restart', mode: 'change' } as const;
const mayChange = { read_only: false, allow: ['triage', 'restart'] };
const withAnna = (desk: Desk) => ({
  ...mayChange,
  approval: 'person-key',
  approvers: [{ person: 'U-anna', key: desk.anna.signer.publicKey.x }],
});

export const FORGERIES: Forgery[] = [
  // size, members, base64url
  {
    name: 'an order larger than any order',
    code: 'size',
    make: forged(({ bot }) => forge([{ by: bot }], 'x'.repeat(70_000))),
  },
  { name: 'no JSON at all', code: 'members', make: altered(() => 'not json') },
  {
    name: 'a flattened JWS',
    code: 'members',
    make: altered(({ payload, signatures }) => ({ payload, ...signatures[0] })),
  },
  {
    name: 'an unprotected header beside the signature',
    code: 'members',
    make: altered(({ payload, signatures }) => ({ payload, signatures: [{ ...signatures[0], header: {} }] })),
  },
  { name: 'an extra member', code: 'members', make: altered((jws) => ({ ...jws, extra: 1 })) },
  { name: 'no signature', code: 'members', make: altered(({ payload }) => ({ payload, signatures: [] })) },
  {
    name: 'nine signatures',
    code: 'members',
    make: altered(({ payload, signatures }) => ({ payload, signatures: Array(9).fill(signatures[0]) })),
  },
  {
    name: 'a member twice in the envelope',
    code: 'members',
    make: altered((jws) => canonicalText(jws).replace('{"payload"', '{"payload":"e30","payload"')),
  },
  {
    name: 'another spelling of the same envelope',
    code: 'members',
    make: altered((jws) => JSON.stringify(jws, null, 1)),
  },
  {
    name: 'plain base64 with padding',
    code: 'base64url',
    make: altered((jws) => ({ ...jws, payload: `${jws.payload}=` })),
  },
  {
    name: 'a signature with spare bits set',
    code: 'base64url',
    make: altered(({ payload, signatures }) => {
      const [one] = signatures as [Jws['signatures'][0]];
      // 64 bytes end in a character of which four bits are spare: A, Q, g or w.
      const last = one.signature.at(-1) as string;
      const other = String.fromCharCode(last.charCodeAt(0) + 1);
      return { payload, signatures: [{ ...one, signature: one.signature.slice(0, -1) + other }] };
    }),
  },
  // header
  {
    name: 'algorithm none',
    code: 'header',
    make: forged((desk, plain) => forge([{ by: desk.bot, header: header(desk, { alg: 'none' }) }], plain)),
  },
  {
    name: 'the older name EdDSA',
    code: 'header',
    make: forged((desk, plain) => forge([{ by: desk.bot, header: header(desk, { alg: 'EdDSA' }) }], plain)),
  },
  {
    name: 'HS256 keyed with the public key',
    code: 'header',
    make: forged((desk, plain) => {
      const jws = JSON.parse(forge([{ by: desk.bot, header: header(desk, { alg: 'HS256' }) }], plain)) as Jws;
      const [one] = jws.signatures as [Jws['signatures'][0]];
      const mac = createHmac('sha256', Buffer.from(desk.bot.signer.publicKey.x, 'base64url'));
      one.signature = toBase64url(mac.update(`${one.protected}.${jws.payload}`).digest());
      return canonicalText(jws);
    }),
  },
  ...(
    [
      ['a key brought along', { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }],
      ['a key to be fetched', { jku: 'https://evil.example/keys' }],
      ['a certificate', { x5c: ['MIIB'] }],
      ['a critical extension', { crit: ['b64'], b64: false }],
      ['another purpose', { typ: 'ocdelivery+jws' }],
      ['a kid that is no text', { kid: 7 }],
    ] as const
  ).map(
    ([name, more]): Forgery => ({
      name: `a header with ${name}`,
      code: 'header',
      make: forged((desk, plain) => forge([{ by: desk.bot, header: header(desk, more) }], plain)),
    }),
  ),
  {
    name: 'a header spelt in another way',
    code: 'header',
    make: forged((desk, plain) =>
      forge([{ by: desk.bot, header: JSON.stringify(header(desk, {}), null, 1) }], plain),
    ),
  },
  {
    name: 'the same signature twice',
    code: 'header',
    make: altered(({ payload, signatures }) => ({ payload, signatures: [...signatures, ...signatures] })),
  },
  {
    name: 'a delivery in the place of the order',
    code: 'header',
    make: async (desk) => {
      const frame = await desk.frame();
      return { ...frame, order: frame.delivery };
    },
  },
  {
    name: 'an order in the place of the delivery',
    code: 'header',
    make: async (desk) => {
      const frame = await desk.frame();
      return { ...frame, delivery: frame.order };
    },
  },
  // kid, signature
  {
    name: 'a stranger’s key under its own name',
    code: 'kid',
    make: forged(({ stranger }, plain) => forge([{ by: stranger }], plain)),
  },
  {
    name: 'the host’s own key turned against it',
    code: 'kid',
    make: forged(({ host }, plain) => forge([{ by: host }], plain)),
  },
  {
    name: 'a stranger beside the bot',
    code: 'kid',
    make: forged(({ bot, stranger }, plain) => forge([{ by: bot }, { by: stranger }], plain)),
  },
  {
    name: 'a delivery by an approver',
    code: 'kid',
    policy: withAnna,
    make: async (desk) => {
      const frame = await desk.frame();
      const delivery = await desk.delivery(desk.order());
      return { ...frame, delivery: await desk.anna.signer.sign('ocdelivery+jws', delivery) };
    },
  },
  {
    name: 'a stranger’s key under the bot’s name',
    code: 'signature',
    make: forged((desk, plain) => forge([{ by: desk.stranger, header: header(desk, {}) }], plain)),
  },
  {
    name: 'arguments changed after signing',
    code: 'signature',
    make: altered((jws) => ({
      ...jws,
      payload: toBase64url(Buffer.from(text(jws.payload).replace('"args":{}', '"args":{"deep":true}'))),
    })),
  },
  {
    name: 'a signature of zeros',
    code: 'signature',
    make: altered(({ payload, signatures }) => ({
      payload,
      signatures: [{ ...signatures[0], signature: toBase64url(new Uint8Array(64)) }],
    })),
  },
  {
    name: 'an approval lifted from another order',
    code: 'signature',
    policy: withAnna,
    make: async (desk) => {
      const order = desk.order(CHANGE);
      const other = await desk.anna.signer.sign('ocorder+jws', { ...order, id: 'o-other' });
      const frame = await desk.frame(order);
      const [mine, theirs] = [JSON.parse(frame.order) as Jws, JSON.parse(other) as Jws];
      const signatures = [...mine.signatures, ...theirs.signatures];
      return { ...frame, order: canonicalText({ payload: mine.payload, signatures }) };
    },
  },
  // utf8, json, canonical, schema: the bot's own key, turned by whoever holds it
  {
    name: 'bytes that are not UTF-8',
    code: 'utf8',
    make: forged(({ bot }) => forge([{ by: bot }], new Uint8Array([0x7b, 0xff, 0x7d]))),
  },
  { name: 'text that is not JSON', code: 'json', make: forged(({ bot }) => forge([{ by: bot }], '{"v":1')) },
  {
    name: 'a member twice in the order',
    code: 'canonical',
    make: forged(({ bot }, plain) => forge([{ by: bot }], plain.replace('"args":{}', '"args":{},"args":{}'))),
  },
  {
    name: 'an order with white space',
    code: 'canonical',
    make: forged(({ bot }, plain) => forge([{ by: bot }], plain.replace('"v":1', '"v": 1'))),
  },
  {
    name: 'an order after a byte order mark',
    code: 'json',
    make: forged(({ bot }, plain) => forge([{ by: bot }], `\uFEFF${plain}`)),
  },
  {
    name: 'half of a surrogate pair',
    code: 'canonical',
    make: forged(({ bot }, plain) => forge([{ by: bot }], plain.replace('U-mira', '\\ud800'))),
  },
  { name: 'a member that no order has', code: 'schema', make: signed(() => ({ sudo: true })) },
  {
    name: 'a member called __proto__',
    code: 'schema',
    make: forged(({ bot }, plain) =>
      forge([{ by: bot }], plain.replace('{"args"', '{"__proto__":{},"args"')),
    ),
  },
  ...['__proto__', 'constructor', 'prototype'].map(
    (member): Forgery => ({
      name: `an argument called ${member}`,
      code: 'schema',
      make: forged(({ bot }, plain) =>
        forge([{ by: bot }], plain.replace('"args":{}', `"args":{"${member}":{"deep":true}}`)),
      ),
    }),
  ),
  { name: 'an order of another version', code: 'schema', make: signed(() => ({ v: 2 })) },
  { name: 'an id with a line break', code: 'schema', make: signed(() => ({ id: 'o\n1' })) },
  { name: 'a counter below one', code: 'schema', make: signed(() => ({}), { counter: 0 }) },
  // digest, audience, ttl, session
  {
    name: 'a delivery for another order',
    code: 'digest',
    make: async (desk) => {
      const [one, other] = [await desk.frame(), await desk.frame(desk.order({ id: 'o-2' }))];
      return { order: one.order, delivery: other.delivery };
    },
  },
  {
    name: 'an order for another host',
    code: 'audience',
    make: signed(({ stranger }) => ({ host: stranger.signer.kid })),
  },
  { name: 'an order that is over', code: 'ttl', make: signed(() => ({ iat: NOW - 60_000, exp: NOW })) },
  {
    name: 'an order for longer than people wait',
    code: 'ttl',
    make: signed(() => ({ exp: NOW + 1_800_001 })),
  },
  {
    name: 'an order from the future',
    code: 'ttl',
    make: signed(() => ({ iat: NOW + 60_001, exp: NOW + 70_000 })),
  },
  { name: 'an order that ends before it begins', code: 'ttl', make: signed(() => ({ exp: NOW - 1 })) },
  { name: 'a delivery that is over', code: 'ttl', make: signed(() => ({}), { iat: NOW - 9, exp: NOW }) },
  { name: 'a delivery for longer than 300 s', code: 'ttl', make: signed(() => ({}), { exp: NOW + 300_001 }) },
  {
    name: 'a delivery recorded in another session',
    code: 'session',
    make: signed(() => ({}), { session: 'R'.repeat(43) }),
  },
  {
    name: 'a delivery for no session on a live one',
    code: 'session',
    make: signed(() => ({}), { session: null }),
  },
  // op, mode, args, signer, policy
  { name: 'an operation that does not exist', code: 'op', make: signed(() => ({ op: 'shell' })) },
  { name: 'an operation from the prototype', code: 'op', make: signed(() => ({ op: 'constructor' })) },
  {
    name: 'a change that calls itself a look',
    code: 'mode',
    policy: mayChange,
    make: signed(() => ({ op: 'restart' })),
  },
  { name: 'a look that calls itself a change', code: 'mode', make: signed(() => ({ mode: 'change' })) },
  { name: 'an argument nobody knows', code: 'args', make: signed(() => ({ args: { command: 'id' } })) },
  {
    name: 'an argument that is an option',
    code: 'args',
    make: signed(() => ({ args: { gateway: '--help' } })),
  },
  { name: 'an argument that climbs', code: 'args', make: signed(() => ({ args: { gateway: '../../etc' } })) },
  {
    name: 'an approver in the place of the bot',
    code: 'signer',
    policy: withAnna,
    make: async (desk) => ({
      ...(await desk.frame()),
      order: await desk.anna.signer.sign('ocorder+jws', desk.order()),
    }),
  },
  {
    name: 'what the policy does not allow',
    code: 'policy',
    policy: { allow: ['describe'] },
    make: signed(() => ({})),
  },
  {
    name: 'a gateway that the policy does not name',
    code: 'policy',
    policy: { targets: { gateways: ['default'] } },
    make: signed(() => ({ args: { gateway: 'rescue' } })),
  },
  {
    name: 'all gateways where the policy names some',
    code: 'policy',
    policy: { targets: { gateways: ['default'] } },
    make: signed(() => ({})),
  },
  {
    name: 'a change on a read-only host',
    code: 'policy',
    policy: { allow: ['restart'] },
    make: signed(() => CHANGE),
  },
  { name: 'a change that nobody approved', code: 'policy', policy: withAnna, make: signed(() => CHANGE) },
  {
    name: 'a change approved by its requester',
    code: 'policy',
    policy: withAnna,
    make: async (desk) => {
      const order = desk.order({ ...CHANGE, requester: 'U-anna' });
      const frame = await desk.frame(order);
      return {
        ...frame,
        order: addSignature(frame.order, await desk.anna.signer.sign('ocorder+jws', order)),
      };
    },
  },
  {
    name: 'one approval where two are needed',
    code: 'policy',
    policy: (desk) => ({ ...withAnna(desk), approvals: 2 }),
    make: async (desk) => {
      const order = desk.order(CHANGE);
      const frame = await desk.frame(order);
      return {
        ...frame,
        order: addSignature(frame.order, await desk.anna.signer.sign('ocorder+jws', order)),
      };
    },
  },
  // precondition
  {
    name: 'a configuration that has changed since it was agreed on',
    code: 'precondition',
    make: signed(() => ({
      preconditions: [{ what: 'config-sha256', gateway: 'default', is: '0'.repeat(64) }],
    })),
  },
];
