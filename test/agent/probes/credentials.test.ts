/** Drift is shown by fingerprint; no value is ever told. */
import { expect, it } from 'vitest';
import { credentials } from '../../../src/agent/probes/credentials.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

it('copies with their places, and which one a client would show', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { auth: { token: 'value-of-config' } } });
  place.write('state/.env', 'OPENCLAW_GATEWAY_TOKEN=value-of-state\n');
  const shell = { OPENCLAW_GATEWAY_TOKEN: 'value-of-config' };
  const sight = await credentials.look(await contextOf(place, { shell }));
  const [config, fromShell, state] = ['config', 'shell-env', 'state-env'].map((id) =>
    said(sight, `/credential:${id}`),
  );
  expect(config).toMatchObject({ 'credential.kind': 'token', 'credential.presented': true });
  expect(fromShell?.['credential.fingerprint']).toBe(config?.['credential.fingerprint']);
  expect(state?.['credential.fingerprint']).not.toBe(config?.['credential.fingerprint']);
  expect(state).toMatchObject({ 'credential.presented': false });
  expect(JSON.stringify(sight)).not.toContain('value-of');
});

it('a mask that somebody pasted into the file is told as one', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { auth: { token: '__OPENCLAW_REDACTED__' } } });
  const sight = await credentials.look(await contextOf(place));
  expect(said(sight, '/credential:config')).toMatchObject({ 'credential.placeholder': true });
  expect(said(sight, '/credential:config')).not.toHaveProperty('credential.fingerprint');
});

it('no copy, no fact', async () => {
  const place = emptyPlace();
  place.configure({});
  expect((await credentials.look(await contextOf(place))).facts).toEqual([]);
});
