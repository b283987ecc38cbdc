import { expect, it } from 'vitest';
import { readSsm } from '../../src/dispatch/ssm-settings.ts';

const KEY = { AWS_ACCESS_KEY_ID: 'AKIATESTTESTTEST0001', AWS_SECRET_ACCESS_KEY: 'a-secret-of-nobody-at-all' };
const namesOf = (env: Record<string, string>, runtime: 'node' | 'workers' = 'node'): string[] => {
  const read = readSsm(env, runtime);
  return read.ok ? [] : read.problems.map(({ name }) => name);
};

it('there is no road without a document, whatever else AWS’s tools have set', () => {
  expect(readSsm({ AWS_REGION: 'nonsense', ...KEY }, 'node')).toEqual({ ok: true, ssm: null });
});

it('a document is pinned as far as it is said', () => {
  const hash = 'a'.repeat(64);
  const read = (SSM_DOCUMENT: string) => readSsm({ SSM_DOCUMENT, AWS_REGION: 'eu-central-1' }, 'node');
  expect(read('OpenClaw-Order')).toEqual({
    ok: true,
    ssm: { region: 'eu-central-1', document: 'OpenClaw-Order' },
  });
  expect(read(`OpenClaw-Order:3:${hash}`)).toMatchObject({ ssm: { version: '3', hash } });
  expect(read('OpenClaw Order')).toMatchObject({ ok: false });
});

it('everything that is wrong is told at once, and no value is repeated', () => {
  const SSM_DOCUMENT = 'OpenClaw-Order';
  expect(namesOf({ SSM_DOCUMENT })).toEqual(['AWS_REGION']);
  expect(namesOf({ SSM_DOCUMENT, AWS_REGION: 'eu-central-1' }, 'workers')).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
  ]);
  const half = { SSM_DOCUMENT, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: KEY.AWS_ACCESS_KEY_ID };
  expect(namesOf(half)).toEqual(['AWS_SECRET_ACCESS_KEY']);
  const far = {
    SSM_DOCUMENT,
    AWS_REGION: 'eu-central-1',
    ...KEY,
    AWS_ENDPOINT_URL_SSM: 'http://aws.example',
  };
  expect(namesOf(far)).toEqual(['AWS_ENDPOINT_URL_SSM']);
  expect(JSON.stringify(readSsm({ ...far, AWS_SECRET_ACCESS_KEY: 'short' }, 'node'))).not.toContain('short"');
});
