/**
 * The leak gate finds what was planted, however it is spelled and wherever it stands, and leaves what diagnosis reads.
 * Here in this thread; how it fails closed is in gate-closed.test.ts.
 */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pack } from '../../../src/agent/bundle/archive.ts';
import { search } from '../../../src/agent/bundle/gate/search.ts';
import type { KnownValue } from '../../../src/redaction/known-values.ts';
import { coatsOf } from '../../fakes/canaries.ts';
import { gatewayLog, harmlessLines } from '../../redaction/corpus.ts';
import { drawFrom } from '../../redaction/draw.ts';
import { harmlessRows } from '../../redaction/unseen.ts';

const draw = drawFrom(20_261_123);
const token = draw('hex', 48);
const mixed = `sk-ant-api03-${draw('url', 60)}`;
const short = `Nordwind!${draw('digits', 2)}`;
const odd = `W%i"n't&er<${draw('url', 16)}>/é\\x$`;
const pem = `${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\n${Array.from({ length: 5 }, () => draw('alnum', 64)).join('\n')}\n${['-----END', 'PRIVATE KEY-----'].join(' ')}`;
const address = `postgres://oc:${draw('alnum', 22)}@db.internal:5432/openclaw?sslmode=require`;

const known: KnownValue[] = [
  { path: 'gateway.auth.token', value: token },
  { path: 'models.providers.main.apiKey', value: mixed },
  { path: 'gateway.auth.password', value: short },
  { path: 'gateway.remote.password', value: odd },
  { path: 'identity.privateKeyPem', value: pem },
  { path: 'DATABASE_URL', value: address },
];
const values: [name: string, value: string][] = [
  ['a token', token],
  ['a key', mixed],
  ['a password', short],
  ['an odd password', odd],
];

const around = (text: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('ready\nport 18789\nline 3: '),
    Buffer.from(text as string),
    Buffer.from(' end\nready\n'),
  ]);
const packed = (text: string | Buffer, name = 'logs/gateway.log') =>
  pack([{ name, bytes: Buffer.from(text as string) }]);
const gate = async (text: string | Buffer, more: Partial<Parameters<typeof search>[0]> = {}) =>
  search({ file: await packed(text), known: { values: known, unread: [] }, rules: null, ...more });
const hitsOf = async (text: string | Buffer, more?: Partial<Parameters<typeof search>[0]>) => {
  const word = await gate(text, more);
  return word.passed ? [] : word.hits;
};

describe.each(values)('%s is found', (_, value) => {
  // The first characters of a key are its issuer's, and of a password those of a word.
  const coats = coatsOf(value).filter(([coat]) => coat !== 'first 16 characters' || value === token);
  it.each(coats)('in %s', async (_coat, bytes) => {
    const [hit] = await hitsOf(around(bytes));
    expect(hit).toMatchObject({ file: 'logs/gateway.log', line: 3 });
  });

  it('in base64 of a longer text, wherever it begins', async () => {
    for (const before of ['', 'a', 'ab'])
      for (const encoding of ['base64', 'base64url'] as const)
        expect(
          await hitsOf(around(Buffer.from(`${before}${value} and more`).toString(encoding))),
        ).not.toEqual([]);
  });

  it('in JSON in base64, in lines of 76', async () => {
    const json = Buffer.from(JSON.stringify({ id: 4, auth: { secret: value, port: 18_789 } })).toString(
      'base64',
    );
    expect(await hitsOf(around((json.match(/.{1,76}/g) ?? []).join('\r\n')))).not.toEqual([]);
  });

  it('in base64 in base64', async () => {
    const once = Buffer.from(`{"a":"${value}"}`).toString('base64');
    expect(await hitsOf(around(Buffer.from(once).toString('base64')))).not.toEqual([]);
  });

  it('in packed base64', async () => {
    expect(await hitsOf(around(gzipSync(`x ${value} y`).toString('base64')))).not.toEqual([]);
  });

  it('in UTF-16 in base64, as PowerShell takes it', async () => {
    expect(await hitsOf(around(Buffer.from(`$a='${value}'`, 'utf16le').toString('base64')))).not.toEqual([]);
  });

  it('as numbers, and as bytes with names', async () => {
    expect(
      await hitsOf(around(`<Buffer ${Buffer.from(value).toString('hex').replace(/../g, '$& ')}>`)),
    ).not.toEqual([]);
    expect(await hitsOf(around(`[${[...Buffer.from(value)].join(', ')}]`))).not.toEqual([]);
    const bytes = [...Buffer.from(value)].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    expect(await hitsOf(around(`{ ${bytes.join(', ')} }`))).not.toEqual([]);
  });

  it('in escapes of every byte', async () => {
    const each = (say: (byte: number) => string): string => [...Buffer.from(value)].map(say).join('');
    const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
    expect(await hitsOf(around(each((byte) => `%${hex(byte)}`)))).not.toEqual([]);
    expect(await hitsOf(around(each((byte) => `\\x${hex(byte)}`)))).not.toEqual([]);
    expect(await hitsOf(around(each((byte) => `\\${byte.toString(8).padStart(3, '0')}`)))).not.toEqual([]);
    const units = [...value].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(await hitsOf(around(units.join('')))).not.toEqual([]);
    expect(await hitsOf(around([...value].map((c) => `&#${c.charCodeAt(0)};`).join('')))).not.toEqual([]);
  });

  it('with colours in the middle of it', async () => {
    for (const colour of ['\u001b[36m', '\\u001b[1;31m', '[39m'])
      expect(await hitsOf(around(`${colour}${value.slice(0, 4)}${colour}${value.slice(4)}`))).not.toEqual([]);
  });

  it('with characters of no width in it', async () => {
    expect(await hitsOf(around([...value].join('\u200b')))).not.toEqual([]);
  });

  it('on the border of two pieces, wherever it lies', async () => {
    // One line without an end, so that nothing but the value's own place decides.
    for (const at of [524_288 - 5, 524_288, 475_136 - 3, 475_136 + 1])
      expect(
        await hitsOf(`${'a b '.repeat(at / 4).slice(0, at)} ${value} ${'c d '.repeat(30_000)}`),
      ).not.toEqual([]);
  });

  it('in the name of a file, which is not told', async () => {
    if (!/^[0-9a-z._-]+$/.test(value)) return;
    const file = await packed('ready\n', `logs/${value}.log`);
    const word = await search({ file, known: { values: known, unread: [] }, rules: null });
    expect(word).toMatchObject({ passed: false, hits: [{ file: '(the name of file 1)', line: 0 }] });
    expect(JSON.stringify(word)).not.toContain(value);
  });
});

describe('of a generated value', () => {
  it.each([
    ['its beginning', token.slice(0, 20)],
    ['its end', token.slice(-20)],
    ['its middle', token.slice(12, 32)],
    ['a wrap and an indent', `${token.slice(0, 21)}\n      ${token.slice(21)}`],
    ['a wrap in a frame', `│ ${token.slice(0, 24)} │\n│ ${token.slice(24)} │`],
    ['a head on each line', `${token.slice(0, 24)}\nNov 02 10:00:00 gw node[1]: ${token.slice(24)}`],
    ['groups of four', (token.match(/.{4}/g) ?? []).join(' ')],
    ['joined strings', `"${token.slice(0, 9)}" +\n  "${token.slice(9)}"`],
    ['another case', token.toUpperCase()],
    ['full width', [...token].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
    ['what a redactor left of it', `‹token:0a1b2c3d›${token.slice(20)}`],
  ])('%s is enough', async (_, text) => {
    expect(await hitsOf(around(text))).not.toEqual([]);
  });

  it('one line of a key is enough, and its head is not', async () => {
    expect(await hitsOf(around(pem.split('\n')[3] as string))).not.toEqual([]);
    expect(await hitsOf(around(['-----BEGIN', 'PRIVATE', 'KEY----- was expected'].join(' ')))).toEqual([]);
  });

  it('the password in an address is enough, and its host is not', async () => {
    expect(await hitsOf(around(/:([^:@]+)@/.exec(address)?.[1] as string))).not.toEqual([]);
    expect(await hitsOf(around('cannot reach db.internal:5432/openclaw?sslmode=require'))).toEqual([]);
  });

  it('a few letters are no piece of it', async () => {
    expect(await hitsOf(around(`${token.slice(0, 6)}… and conn=${token.slice(6, 13)}`))).toEqual([]);
  });
});

describe('what diagnosis reads stays', () => {
  it('a gateway’s log without secrets passes, and so does every harmless line that we have', async () => {
    const lines = [...harmlessLines(draw), ...harmlessRows('mended-by').map(({ text }) => text)];
    expect(await gate(`${gatewayLog(draw, 300_000, 'nothing')}\n${lines.join('\n')}`)).toMatchObject({
      passed: true,
      values: 7,
      searches: ['known-values', 'secretlint'],
    });
  });

  it('a secret that is a common word is looked for behind its own name only', async () => {
    const values = [
      { path: 'gateway.auth.password', value: 'gateway' },
      { path: 'OPENCLAW_GATEWAY_TOKEN', value: 'main' },
      { path: 'channels.irc.nickserv.password', value: 'x' },
    ];
    const common = { known: { values, unread: [] } };
    const log = 'gateway ready, session main:main, token mismatch, password gateway.auth.password is set\n';
    expect(await gate(log, common)).toMatchObject({ passed: true, values: 0, unsearched: 3 });
    expect(await hitsOf(`${log}"password": "gateway"\n`, common)).toMatchObject([{ line: 2 }]);
    expect(await hitsOf(`${log}OPENCLAW_GATEWAY_TOKEN=main\n`, common)).toMatchObject([{ line: 2 }]);
    expect(await hitsOf(`${log}OPENCLAW_GATEWAY_TOKEN=mainly\n`, common)).toEqual([]);
  });

  it('a short password is no part of a word', async () => {
    const values = [{ path: 'gateway.auth.password', value: 'sommer7' }];
    expect(await hitsOf('nachsommer7x sommer77 sommer7b', { known: { values, unread: [] } })).toEqual([]);
    expect(await hitsOf('it was sommer7, then', { known: { values, unread: [] } })).not.toEqual([]);
  });

  it('a public key shares the beginning of a private one', async () => {
    const head = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ';
    const values = [{ path: 'identity.privateKey', value: `${head}${draw('alnum', 200)}` }];
    const publicKey = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${draw('alnum', 80)}`;
    expect(await hitsOf(publicKey, { known: { values, unread: [] } })).toEqual([]);
  });

  it('what could not be read is said', async () => {
    const unread = ['/etc/openclaw/openclaw.json (EACCES)'];
    expect(await gate('ready', { known: { values: [], unread } })).toEqual({
      passed: true,
      values: 0,
      searches: ['secretlint'],
      unread,
    });
  });
});

describe('a detector that knows nothing of us', () => {
  const unknown = `ghp_${draw('alnum', 36)}`;
  it('finds a token that nobody knew, with its line', async () => {
    const hits = await hitsOf(`a\nb\nc ${unknown} d`);
    expect(hits).toEqual([{ file: 'logs/gateway.log', line: 3, kind: 'secretlint: github' }]);
  });
  it('is not silenced by what stands in the evidence', async () => {
    expect(await hitsOf(`// secretlint-disable\n${unknown}\n`)).toHaveLength(1);
  });
  it('does not take our placeholders for secrets', async () => {
    const text = 'password=‹pw›\nhttps://ops:‹pw:0a1b2c3d›@host/x\nGITHUB_TOKEN=ghp_‹token:0a1b2c3d›\n';
    expect(await gate(text)).toMatchObject({ passed: true });
  });
  it('does not refuse for what manuals write', async () => {
    const dummies = [`ghp_${'x'.repeat(36)}`, 'AKIAIOSFODNN7EXAMPLE', 'https://user:password@host:5432/db'];
    expect(await hitsOf(dummies.join('\n'))).toEqual([]);
  });
  it('looks at what logs in, and not at the name of a host', async () => {
    expect(await hitsOf(`ftp://ops:Regen${draw('digits', 4)}@files.example.net/x`)).toHaveLength(1);
  });
  it('sees what begins in one piece and ends in the next', async () => {
    const [log] = [`${'a b '.repeat(131_070)}`];
    expect(await hitsOf(`${log} ${unknown} c`)).toHaveLength(1);
  });
});

it('more hits than anybody reads are cut, and it stays a refusal', async () => {
  const word = await gate(`${token}\n`.repeat(4_000));
  expect(word).toMatchObject({ passed: false, because: { code: 'gate.found', params: { count: '50' } } });
});

it('never tells a value', async () => {
  const text = values.map(([, value]) => `x ${value} y ${Buffer.from(value).toString('base64')}`).join('\n');
  const said = JSON.stringify(await gate(text));
  for (const [, value] of values) expect(said).not.toContain(value.slice(0, 8));
});

it('is not blinded by a file that packs to nothing', async () => {
  expect(await gate(Buffer.concat([Buffer.alloc(3_000_000, 32), Buffer.from(token)]))).toMatchObject({
    passed: false,
  });
  expect(deflateRawSync(Buffer.alloc(3_000_000, 32)).length).toBeLessThan(4_000);
});
