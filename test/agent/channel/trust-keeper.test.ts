/** The bot's keys as a host keeps them: each document once, whoever brings it, and none of the keys forgotten. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepTrust } from '../../../src/agent/channel/trust-keeper.ts';
import { statePaths } from '../../../src/agent/private-files.ts';
import { addSignature, type Signer } from '../../../src/protocol/signer.ts';
import { person } from '../desk.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'trust-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Three keys; the third comes with a document that leaves the second. */
async function chain(): Promise<{ signers: Signer[]; documents: string[] }> {
  const signers = [(await person()).signer, (await person()).signer, (await person()).signer];
  const documents: string[] = [];
  for (const [at, next] of signers.slice(1).entries()) {
    const document = {
      v: 1,
      version: at + 1,
      bot: [next.publicKey],
      roots: { keys: [next.publicKey], threshold: 1 },
      issued: at,
      expires: null,
    };
    const before = signers[at] as Signer;
    documents.push(
      addSignature(await next.sign('octrust+jws', document), await before.sign('octrust+jws', document)),
    );
  }
  return { signers, documents };
}

it('knows all keys that ever were after a restart, since their deliveries were counted', async () => {
  const { signers, documents } = await chain();
  const [first] = signers as [Signer];
  await (await keepTrust(dir, first.publicKey)).learn(documents);
  const anew = await keepTrust(dir, first.publicKey);
  expect([...anew.keys().keys()]).toEqual([signers[2]?.kid]);
  expect(new Set(anew.ever())).toEqual(new Set(signers.map(({ kid }) => kid)));
});

it('keeps each document once that a socket and an errand bring at the same time', async () => {
  const { signers, documents } = await chain();
  const [first] = signers as [Signer];
  const keeper = await keepTrust(dir, first.publicKey);
  const learned = await Promise.all([keeper.learn(documents.slice(0, 1)), keeper.learn(documents)]);
  expect(learned.map((one) => one.learned)).toEqual([1, 1]);
  expect(JSON.parse(readFileSync(statePaths(dir).trust, 'utf8'))).toEqual(documents);
});
