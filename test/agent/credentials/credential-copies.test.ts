/** Copies of one credential: where they lie, which are equal, which one a client would show. */
import { describe, expect, it } from 'vitest';
import { precedenceOf } from '../../../src/agent/credentials/client-precedence.ts';
import {
  type CredentialCopy,
  credentialCopies,
  otherCopies,
  presentedCopy,
} from '../../../src/agent/credentials/credential-copies.ts';
import { fingerprinter } from '../../../src/agent/credentials/fingerprint.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace, type Place, processLike, targetOf } from '../place.ts';

const fingerprint = fingerprinter(Buffer.alloc(32, 1));
const find = async (place: Place, shell: Record<string, string> = {}) =>
  credentialCopies(
    realHost(),
    await targetOf({ ...place.env, ...shell }),
    { ...place.env, ...shell },
    fingerprint,
  );
const byId = (copies: readonly CredentialCopy[]) =>
  Object.fromEntries(copies.map((copy) => [copy.id, copy.value]));

describe('copies', () => {
  it('are found in the configuration, the shell, the process, the state directory and the unit', async () => {
    const place = emptyPlace();
    place.configure({
      gateway: { auth: { token: 'of-config', password: 'of-config-too' }, remote: { token: 'of-remote' } },
      env: { vars: { OPENCLAW_GATEWAY_TOKEN: 'of-config-env' } },
    });
    place.write('state/.env', 'OPENCLAW_GATEWAY_TOKEN="of-state"\n');
    place.write(
      '.config/systemd/user/openclaw-gateway.service',
      `[Service]\nExecStart=/usr/bin/openclaw gateway --token of-unit-flag\nEnvironment=OPENCLAW_GATEWAY_TOKEN=of-unit OPENCLAW_STATE_DIR=${place.stateDir}\n`,
    );
    await processLike(place, { env: { OPENCLAW_GATEWAY_TOKEN: 'of-process' } });
    expect(byId(await find(place, { OPENCLAW_GATEWAY_TOKEN: 'of-shell' }))).toEqual({
      config: 'of-config',
      'config-password': 'of-config-too',
      'process-env': 'of-process',
      'shell-env': 'of-shell',
      'state-env': 'of-state',
      'config-env': 'of-config-env',
      unit: 'of-unit',
      'unit-flag': 'of-unit-flag',
      remote: 'of-remote',
    });
  });

  it('with the same value have the same fingerprint, which does not hold the value', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { auth: { token: 'same-value' } } });
    const [one, other] = await find(place, { OPENCLAW_GATEWAY_TOKEN: 'same-value' });
    expect(one?.fingerprint).toBe(other?.fingerprint);
    expect(one?.fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprinter(Buffer.alloc(32, 2))('same-value')).not.toBe(one?.fingerprint);
  });

  it('that are masks or references hold no value', async () => {
    const place = emptyPlace();
    place.configure({
      gateway: {
        auth: { token: '__OPENCLAW_REDACTED__', password: { source: 'exec', provider: 'vault', id: 'x' } },
      },
    });
    expect(await find(place)).toMatchObject([
      { id: 'config', placeholder: true, value: null, fingerprint: null },
      { id: 'config-password', placeholder: false, value: null, reference: 'exec' },
    ]);
  });

  it.each([
    ['$'.concat('{GW}-tail'), 'today-tail'],
    ['$$'.concat('{GW}'), '$'.concat('{GW}')],
    ['$'.concat('{gw}'), '$'.concat('{gw}')],
    ['pa$$word $GW', 'pa$$word $GW'],
    ['  of-config\n', 'of-config'],
  ])('are what OpenClaw makes of the text: %j is %j', async (token, expected) => {
    const place = emptyPlace();
    place.configure({ gateway: { auth: { token } } });
    expect(byId(await find(place, { GW: 'today' }))).toEqual({ config: expected });
  });

  it.each([
    ['OPENCLAW_GATEWAY_TOKEN=plain # since May', 'plain'],
    ['export OPENCLAW_GATEWAY_TOKEN = plain\r', 'plain'],
    ["OPENCLAW_GATEWAY_TOKEN='a # b' # since May", 'a # b'],
    ['OPENCLAW_GATEWAY_TOKEN=pa$$=word', 'pa$$=word'],
  ])('are read out of .env as dotenv does: %j is %j', async (line, expected) => {
    const place = emptyPlace();
    place.configure({});
    place.write('state/.env', `# secrets\nOTHER=\n${line}\n`);
    expect(byId(await find(place))).toEqual({ 'state-env': expected });
  });

  it('may stand in a variable that the configuration sets itself', async () => {
    const place = emptyPlace();
    place.configure({ env: { vars: { GW: 'of-vars' } }, gateway: { auth: { token: '$GW' } } });
    expect(byId(await find(place))).toEqual({ config: 'of-vars' });
  });

  it.each([['$GW'], ['$'.concat('{GW}')], [{ source: 'env', provider: 'default', id: 'GW' }]])(
    'that stand in a variable are followed, for the client and for the process: %j',
    async (token) => {
      const place = emptyPlace();
      place.configure({ gateway: { auth: { token } } });
      await processLike(place, { env: { GW: 'yesterday' } });
      expect(byId(await find(place, { GW: 'today' }))).toEqual({
        config: 'today',
        'config-in-process': 'yesterday',
      });
    },
  );
});

describe('the copy that a local client shows', () => {
  const copy = (id: string, value: string | null = id): CredentialCopy => ({
    id,
    place: id,
    kind: id.includes('password') ? 'password' : 'token',
    value,
    fingerprint: value === null ? null : fingerprint(value),
    reference: value === null ? 'exec' : null,
    placeholder: false,
  });

  it.each([
    [['shell-env', 'config', 'remote'], null, 'config'],
    [['shell-env', 'remote'], null, 'shell-env'],
    [['remote', 'process-env', 'unit'], null, 'remote'],
    [['config', 'config-password'], null, 'config-password'],
    [['config', 'config-password'], 'token', 'config'],
    [['process-env', 'unit'], null, undefined],
  ])('of %j with mode %s is %s', (ids, mode, expected) => {
    expect(
      presentedCopy(
        ids.map((id) => copy(id)),
        mode,
        'config-first',
      )?.id,
    ).toBe(expected);
  });

  it.each([
    [['config', 'shell-env', 'remote'], 'shell-env'],
    [['config', 'state-env'], 'state-env'],
    [['config', 'process-env', 'unit'], 'config'],
    [['remote'], 'remote'],
  ])('of %j, in a release that goes by the environment, is %s', (ids, expected) => {
    const copies = ids.map((id) => copy(id));
    expect(presentedCopy(copies, 'token', 'env-first')?.id).toBe(expected);
  });

  it.each([
    ['2026.2.26', 'env-first'],
    ['2026.6.10', 'env-first'],
    ['2026.7.1-2', 'env-first'],
    ['2026.8.2', 'config-first'],
    ['2026.9.6-beta.1', 'config-first'],
    ['2027.1.0', 'config-first'],
    [null, 'config-first'],
  ])('release %s goes %s', (version, expected) => {
    expect(precedenceOf(version)).toBe(expected);
  });

  it('is none when the first in line can only be fetched by OpenClaw', () => {
    expect(presentedCopy([copy('config', null), copy('shell-env')], null, 'config-first')).toBeNull();
  });

  it('leaves as others what is different, the likeliest of the process first', () => {
    const refused = copy('config', 'a');
    const all = [
      refused,
      copy('shell-env', 'b'),
      copy('remote', 'a'),
      copy('process-env', 'c'),
      copy('unit', 'c'),
    ];
    expect(otherCopies(all, refused).map(({ id }) => id)).toEqual(['process-env', 'shell-env']);
  });
});
