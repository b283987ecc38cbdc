/** What must hold for every text, whatever the secret: one property a mechanism. */
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { survives } from './corpus.ts';
import { drawFrom } from './draw.ts';
import { harmlessRows, namedRows, vendorRows } from './unseen.ts';
import { FOR_ANY_VALUE, FOR_GENERATED } from './ways-of-saying.ts';

const draw = drawFrom(731);
const redactor = createRedactor({ key: new Uint8Array(32) });
const rows = (['mended-by', 'kept'] as const).flatMap((half) => [...vendorRows(half), ...namedRows(half)]);
const harmless = (['mended-by', 'kept'] as const).flatMap((half) =>
  harmlessRows(half).map(({ text }) => text),
);

describe('a value does not cross a line end by accident', () => {
  const NEXT = [
    'next line says 200 OK',
    'HTTP/1.1 200 OK',
    'node-3 is up',
    'node-3',
    '18789 is taken',
    '18789',
    '2026-11-02T10:00:00.000Z [ws] closed',
    'Restart=always',
    'GatewayReady',
    'status: 401',
  ];
  const NONE = [
    'token: <none>',
    'Authorization: Bearer <your key>',
    'token: unset',
    'token:',
    'GW_TOKEN=',
    `GW_TOKEN=\${GW_TOKEN}`,
    `GW_TOKEN=\${OPENCLAW_GATEWAY_TOKEN}\\`,
    'token: unset \\',
    'token: unset\\',
    '--token $GW_TOKEN \\',
    'password: [REDACTED]',
    'token: ****************',
  ];
  it.each(NEXT)('%s stays behind what is no secret', (next) => {
    for (const none of NONE) expect(redactor.text(`${none}\n${next}`)).toBe(`${none}\n${next}`);
  });
  it.each(NEXT)('%s stays behind a secret', (next) => {
    for (const value of [draw('hex', 48), `q${draw('alnum', 30)}7`, `Sommer${draw('digits', 4)}!`]) {
      for (const line of ['token=', 'token: ', '"token": ', 'Authorization: Bearer ', 'GW_PASSWORD='])
        expect(redactor.text(`${line}${value}\n${next}`).split('\n')[1]).toBe(next);
    }
  });
});

describe('what stands for a value stays whole', () => {
  const REFERENCES = [
    '[MASKED]',
    '[REDACTED]',
    '{MyVaultKey}',
    '{{ vault.key }}',
    `\${GW_TOKEN}`,
    `\${GW_TOKEN:-unset}`,
    '$GW_TOKEN',
    '$1',
    `\${2}`,
    '%GW_TOKEN%',
    '<none>',
    '<your key>',
    'op://infra/gw/token',
    'vault:secret/data/gw#token',
    'sk-ant-..[REDACTED]',
    '__OPENCLAW_REDACTED__',
    '********',
  ];
  const SAID = [
    (s: string) => `token=${s}`,
    (s: string) => `password: ${s}`,
    (s: string) => `(apiKey=${s})`,
    (s: string) => `{"token": "${s}", "port": 18789}`,
    (s: string) => `--token ${s} --port 18789`,
    (s: string) => `GW_TOKEN=${s} # kept elsewhere`,
    (s: string) => `Authorization: Bearer ${s}`,
  ];
  it.each(REFERENCES)('%s', (reference) => {
    for (const say of SAID) expect(redactor.text(say(reference))).toBe(say(reference));
  });
  it.each(['$1:$2', `\${USER}:\${PASS}`, '<user>:<password>'])('%s as user and password', (pair) => {
    const line = `curl -u "${pair}" http://127.0.0.1:18789/readyz`;
    expect(redactor.text(line)).toBe(line);
  });
});

describe('found once, masked everywhere in the text', () => {
  const value = `q${draw('alnum', 30)}7`;
  /** In a call of a stack trace only its looks tell, which is no sure find. */
  const SURE = [...FOR_ANY_VALUE, ...FOR_GENERATED].filter(
    ([name, say]) => name !== 'a stack trace' && say(value).includes(value),
  );
  const AGAIN = [
    value,
    `got ${value}.`,
    `/run/x/${value}/sock`,
    `zz${value}zz`,
    `x_${value}-y`,
    `a,${value},b`,
  ];
  it.each(SURE)('%s', (_, say) => {
    for (const again of AGAIN)
      for (const text of [`${say(value)}\n\n${again}\n`, `${again}\n\n${say(value)}\n`])
        expect(survives(redactor.text(text), value), redactor.text(text)).toBe(false);
  });
  it('also where the first find stands windows further up', () => {
    const text = `token=${value}\n${'a harmless line of a log\n'.repeat(3_000)}open /run/x/${value}/sock`;
    expect(survives(redactor.text(text), value)).toBe(false);
  });
});

describe("an issuer's prefix", () => {
  const PREFIXES = ['shpat', 'lin_api', 'gsk', 'ghp', 'npm', 'tgp_v1', 'pcsk', 'hf'].map(
    (name) => `${name}_`,
  );
  it.each(PREFIXES)('%s masks the whole unbroken run, whatever its length and alphabet', (prefix) => {
    for (const length of [30, 34, 40, 56, 90])
      for (const alphabet of ['alnum', 'hex', 'url', 'lower'] as const)
        for (const tail of ['', '/', '+', '=', '.'].map((mark) => mark && `${mark}${draw('alnum', 17)}7q`)) {
          const token = `${prefix}${draw(alphabet, length)}4x${draw('digits', 2)}`;
          const said = redactor.text(`upstream said no to ${token}${tail} with status 401`);
          expect(survives(said, token), said).toBe(false);
          if (tail) expect(said).not.toContain(tail.slice(2, 12));
          expect(said).toContain('with status 401');
        }
  });
  it.each(PREFIXES)('%s before words is a name', (prefix) => {
    for (const name of ['makeRequiredItemsForLayoutMetadataNow', 'build_default_session_context_for_channel'])
      expect(redactor.text(`${prefix}${name} is not a function`)).toBe(`${prefix}${name} is not a function`);
  });
  it('is none where a file is named so', () => {
    const line = `GET /assets/plex.fc-${draw('hex', 32)}.woff2 200`;
    expect(redactor.text(line)).toBe(line);
  });
  it('before a token with the word Example in it masks that', () => {
    const token = `lin_api_${draw('alnum', 9)}7vExample3t${draw('alnum', 18)}`;
    expect(survives(redactor.text(`got ${token}`), token)).toBe(false);
    const documented = `AKI${'A'}IOSFODNN7EXAMPLE`;
    expect(redactor.text(`as in ${documented}`)).toBe(`as in ${documented}`);
  });
});

it('a second look read-only', () => {
  const texts = [...rows.map(({ text }) => text), ...harmless];
  expect(texts.map(redactor.text).filter((once) => redactor.text(once) !== once)).toEqual([]);
});

it('JSON stays JSON', () => {
  const json = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false; // it was none before either
    }
  };
  const values = [draw('hex', 48), `Sommer${draw('digits', 4)}!`, `a"b\\c${draw('alnum', 24)}`];
  const made = values.flatMap((value) => [
    JSON.stringify({ auth: { token: value }, port: 18_789 }),
    JSON.stringify({ env: { primary: value }, list: ['--token', value, '--port', '1'] }, null, 2),
    JSON.stringify({ log: `token=${value}\nport: 18789`, again: [`got ${value}`] }),
    JSON.stringify({ nested: JSON.stringify({ password: value }) }),
  ]);
  const texts = [...made, ...rows.map(({ text }) => text)].filter(json);
  expect(texts.length).toBeGreaterThan(30);
  expect(texts.map(redactor.text).filter((text) => !json(text))).toEqual([]);
});
