/** The chain of the bot's keys: what follows, and every way in which something does not. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addSignature, generateSigningKey, loadSigner, type Signer } from '../../src/protocol/signer.ts';
import { baseFor, firstTrust, follow, followAll, type TrustDocument } from '../../src/protocol/trust.ts';

let keys: Signer[];
const key = (i: number): Signer => keys[i] as Signer;
beforeAll(async () => {
  keys = await Promise.all(Array.from({ length: 6 }, async () => loadSigner(await generateSigningKey())));
});

const documentOf = (bot: Signer, more: Partial<TrustDocument> = {}): TrustDocument => ({
  v: 1,
  version: 1,
  bot: [bot.publicKey],
  roots: { keys: [bot.publicKey], threshold: 1 },
  issued: 1_000,
  expires: null,
  ...more,
});

async function signed(document: TrustDocument, ...by: Signer[]): Promise<string> {
  const all = await Promise.all(by.map((one) => one.sign('octrust+jws', document)));
  return all.reduce(addSignature);
}

const first = () => firstTrust(key(0).publicKey);

describe('the next document', () => {
  it('follows when the present key and the next have signed it', async () => {
    const text = await signed(documentOf(key(1)), key(1), key(0));
    expect(await follow(first(), text)).toMatchObject({
      ok: true,
      trust: { version: 1, bot: [key(1).publicKey] },
    });
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'without the present key',
      () => signed(documentOf(key(1)), key(1)),
      /0 of the 1 signatures .* the document before it names/,
    ],
    [
      'without the next key',
      () => signed(documentOf(key(1)), key(0)),
      /0 of the 1 signatures .* whom it names/,
    ],
    ['by a stranger', () => signed(documentOf(key(1)), key(1), key(5)), /cannot be read \(kid\)/],
    [
      'that leaps',
      () => signed(documentOf(key(1), { version: 2 }), key(1), key(0)),
      /version 2 does not follow 0/,
    ],
    ['of version 0', () => signed(documentOf(key(1), { version: 0 }), key(1), key(0)), /cannot be read/],
    [
      'that asks for more than it names',
      () => signed(documentOf(key(1), { roots: { keys: [key(1).publicKey], threshold: 2 } }), key(1), key(0)),
      /more signatures than there are keys/,
    ],
    [
      'that names one key twice to reach its threshold',
      () =>
        signed(
          documentOf(key(1), { roots: { keys: [key(1).publicKey, key(1).publicKey], threshold: 2 } }),
          key(1),
          key(0),
        ),
      /more signatures than there are keys/,
    ],
    [
      'whose next key never signed',
      () => signed(documentOf(key(1), { roots: { keys: [key(0).publicKey], threshold: 1 } }), key(0)),
      /next key has not signed/,
    ],
    ['that is no document', async () => 'hello', /cannot be read/],
  ])('%s does not', async (_what, make, why) => {
    expect(await follow(first(), await make())).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });

  it('for another purpose does not', async () => {
    const document = documentOf(key(1));
    const text = addSignature(
      await key(1).sign('ocorder+jws', document),
      await key(0).sign('ocorder+jws', document),
    );
    expect(await follow(first(), text)).toMatchObject({ ok: false });
  });

  it('needs as many admins as the one before it says', async () => {
    const admins = [key(2), key(3), key(4)];
    const roots = { keys: admins.map(({ publicKey }) => publicKey), threshold: 2 };
    const one = await follow(
      first(),
      await signed(documentOf(key(1), { roots }), key(1), key(0), key(2), key(3)),
    );
    if (!one.ok) throw new Error(one.why);
    const next = documentOf(key(5), { version: 2, roots });
    expect(await follow(one.trust, await signed(next, key(5), key(2)))).toMatchObject({ ok: false });
    // The bot's own key is no admin's any more.
    expect(
      await follow(
        one.trust,
        await signed({ ...next, bot: [key(5).publicKey, key(1).publicKey] }, key(5), key(1), key(2)),
      ),
    ).toMatchObject({ ok: false });
    expect(await follow(one.trust, await signed(next, key(5), key(2), key(4)))).toMatchObject({ ok: true });
  });
});

describe('a chain', () => {
  it('is followed from where one stands, never back, and up to the first that does not fit', async () => {
    const one = await signed(documentOf(key(1)), key(1), key(0));
    const two = await signed(documentOf(key(2), { version: 2 }), key(2), key(1));
    const bad = await signed(documentOf(key(3), { version: 3 }), key(3));
    const all = await followAll(first(), [one, two]);
    expect(all).toMatchObject({ trust: { version: 2 }, taken: [one, two], why: null });
    expect(await followAll(all.trust, [one])).toMatchObject({ trust: { version: 2 }, taken: [], why: null });
    expect(await followAll(first(), [one, two, bad])).toMatchObject({
      trust: { version: 2 },
      why: /0 of the 1/,
    });
    expect(await followAll(first(), [two])).toMatchObject({ trust: { version: 0 }, taken: [] });
  });

  it('begins for a host that joined late where its key signs for the bot, by that key’s own word', async () => {
    const one = await signed(documentOf(key(1)), key(1), key(0));
    const two = await signed(documentOf(key(2), { version: 2 }), key(2), key(1));
    expect(await baseFor(key(1).publicKey, [one, two])).toMatchObject({ trust: { version: 1 }, from: one });
    expect(await baseFor(key(0).publicKey, [one, two])).toMatchObject({ trust: { version: 0 }, from: null });
    const forged = await signed(
      documentOf(key(1), { version: 9, bot: [key(1).publicKey, key(5).publicKey] }),
      key(5),
    );
    expect(await baseFor(key(1).publicKey, [forged])).toMatchObject({ trust: { version: 0 }, from: null });
  });
});
