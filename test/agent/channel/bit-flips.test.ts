/** A hundred thousand single bits turned in an honest order and its delivery: none is taken for honest. */
import { expect, it } from 'vitest';
import { type CheckContext, check } from '../../../src/agent/channel/checks.ts';
import { verifyKey } from '../../../src/protocol/signer.ts';
import { aDesk, type Frame, NOW, SESSION, TERMS } from '../desk.ts';

const FLIPS = 100_000;
const AT_ONCE = 250;

/** Mulberry32: a failure can be played again from its seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function flip(text: string, bit: number): string {
  const at = bit >> 3;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit & 7))) + text.slice(at + 1);
}

it(`takes 0 of ${FLIPS} frames with one bit turned`, { timeout: 120_000 }, async () => {
  const desk = await aDesk();
  try {
    const honest = await desk.frame();
    const context: CheckContext = {
      bot: { kid: desk.bot.signer.kid, key: await verifyKey(desk.bot.signer.publicKey) },
      host: desk.host.signer.kid,
      session: SESSION,
      now: NOW,
      terms: TERMS,
      can: () => true,
      policy: desk.policy.reading,
      journal: desk.journal,
      holds: async () => true,
    };
    expect((await check(honest, context)).verdict).toBe('run');

    const random = numbers(20261121);
    const turned = (): Frame => {
      // The order is looked at first, so a bit in the delivery costs two signatures to find.
      const which = random() < 0.8 ? 'order' : 'delivery';
      return { ...honest, [which]: flip(honest[which], Math.floor(random() * honest[which].length * 8)) };
    };
    const verdicts = new Map<string, number>();
    for (let done = 0; done < FLIPS; done += AT_ONCE) {
      const checked = await Promise.all(Array.from({ length: AT_ONCE }, () => check(turned(), context)));
      for (const one of checked) {
        const word = one.verdict === 'refused' ? one.code : one.verdict;
        verdicts.set(word, (verdicts.get(word) ?? 0) + 1);
      }
    }
    expect([...verdicts.keys()].sort()).toEqual(['base64url', 'header', 'kid', 'members', 'signature']);
    expect([...verdicts.values()].reduce((sum, count) => sum + count)).toBe(FLIPS);
  } finally {
    desk.close();
  }
});
