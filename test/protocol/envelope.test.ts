/** Envelopes: one value has one text, and the signature is worth something for one purpose only. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fromBase64url, toBase64url } from '../../src/protocol/base64url.ts';
import { canonicalText, digestOf } from '../../src/protocol/canonical.ts';
import { open, openSelfSigned } from '../../src/protocol/envelope.ts';
import {
  addSignature,
  generateSigningKey,
  loadSigner,
  type Signer,
  thumbprint,
  verifyKey,
} from '../../src/protocol/signer.ts';
import { PublicKey } from '../../src/protocol/words.ts';

const Shape = z.strictObject({ word: z.string() });
const keysOf = async (...signers: Signer[]) =>
  new Map(await Promise.all(signers.map(async (one) => [one.kid, await verifyKey(one.publicKey)] as const)));
const aSigner = async () => loadSigner(await generateSigningKey());

describe('an envelope', () => {
  it('gives back what was signed, its digest and its signers', async () => {
    const signer = await aSigner();
    const text = await signer.sign('ocorder+jws', { word: 'ja' });
    const opened = await open(text, { purpose: 'ocorder+jws', keys: await keysOf(signer), schema: Shape });
    expect(opened).toEqual({
      ok: true,
      payload: { word: 'ja' },
      digest: await digestOf({ word: 'ja' }),
      kids: [signer.kid],
    });
  });

  it('is worthless for another purpose', async () => {
    const signer = await aSigner();
    const text = await signer.sign('ochello-bot+jws', { word: 'ja' });
    const opened = await open(text, {
      purpose: 'ochello-host+jws',
      keys: await keysOf(signer),
      schema: Shape,
    });
    expect(opened).toMatchObject({ ok: false, code: 'header' });
  });

  it('takes several signatures over the same bytes, and only those', async () => {
    const [one, two] = [await aSigner(), await aSigner()];
    const first = await one.sign('ocorder+jws', { word: 'ja' });
    const both = addSignature(first, await two.sign('ocorder+jws', { word: 'ja' }));
    const keys = await keysOf(one, two);
    expect(await open(both, { purpose: 'ocorder+jws', keys, schema: Shape })).toMatchObject({
      kids: [one.kid, two.kid],
    });
    const other = await two.sign('ocorder+jws', { word: 'nein' });
    expect(() => addSignature(first, other)).toThrow('not over the same bytes');
  });

  it('that brings its own key proves that the sender holds it', async () => {
    const Own = z.strictObject({ key: PublicKey });
    const [one, two] = [await aSigner(), await aSigner()];
    const expected = { purpose: 'ocjoin+jws', schema: Own } as const;
    const honest = await one.sign('ocjoin+jws', { key: one.publicKey });
    expect(await openSelfSigned(honest, expected)).toMatchObject({ ok: true, kids: [one.kid] });
    const stolen = await two.sign('ocjoin+jws', { key: one.publicKey });
    expect(await openSelfSigned(stolen, expected)).toMatchObject({ ok: false, code: 'kid' });
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"payload":1,"signatures":[]}',
    '\u0000',
    '"x"',
    `${'['.repeat(60_000)}`,
  ])('refuses %j without a word', async (text) => {
    const opened = await open(text, { purpose: 'ocorder+jws', keys: new Map(), schema: Shape });
    expect(opened).toMatchObject({ ok: false, code: 'members' });
  });
});

describe('a signing key', () => {
  it.each(['', '{}', 'null', '{"kty":"RSA"}', '{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}'])(
    'is not made of %j, and the refusal does not repeat it',
    async (text) => {
      await expect(loadSigner(text)).rejects.toThrow(
        /^The signing key is not an Ed25519 private key in JWK form\.$/,
      );
    },
  );

  it('is refused when its halves do not belong together', async () => {
    const [one, two] = [JSON.parse(await generateSigningKey()), JSON.parse(await generateSigningKey())];
    await expect(loadSigner(JSON.stringify({ ...one, x: two.x }))).rejects.toThrow('do not belong together');
  });

  it('is named by its RFC 7638 thumbprint (the vector of RFC 8037 A.3)', async () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    expect(await thumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });

  it('derives one secret for each label, the same every time', async () => {
    const text = await generateSigningKey();
    const [one, two] = [await loadSigner(text), await loadSigner(text)];
    expect(await one.derive('a')).toEqual(await two.derive('a'));
    expect(await one.derive('a')).not.toEqual(await one.derive('b'));
  });
});

describe('canonical text', () => {
  it('is that of RFC 8785', () => {
    // The RFC's own example, section 3.2.2 and 3.2.3.
    const numbers = JSON.parse(
      '[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]',
    ) as number[];
    const value = {
      numbers,
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it.each([[undefined], [Number.NaN], ['\ud800']])('does not exist for %j', (value) => {
    expect(() => canonicalText(value)).toThrow();
  });
});

describe('base64url', () => {
  it('has one text for the same bytes', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = crypto.getRandomValues(new Uint8Array(length));
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }
  });

  it.each(['A', 'AB', 'AA==', 'A A', 'a+b_', 'AAB', 'ÄÄÄÄ'])('refuses %j', (text) => {
    expect(fromBase64url(text)).toBeNull();
  });
});
