/** Side by side: what sets one host apart from those that were looked at together. */
import { describe, expect, it } from 'vitest';
import { differences, traitsOf } from '../../src/diagnosis/peers.ts';
import { HEALTHY, seen } from '../fakes/seen.ts';

const hosts = (...values: (string | null)[]) =>
  values.map((value, at) => ({
    host: `node-${at + 1}`,
    ...(value === null ? {} : { traits: { OpenClaw: value } }),
  }));

describe('a trait', () => {
  it('is read from what the live host shows, by the name that people know it by', () => {
    const traits = traitsOf([
      ...HEALTHY,
      seen('config', { 'config.in-force': true, 'config.bind': 'lan', 'config.path': '/etc/x' }),
    ]);
    expect(traits).toMatchObject({
      OpenClaw: '2026.9.6',
      port: '18789',
      'gateway.bind': 'lan',
      'saved settings in force': 'yes',
    });
    expect(JSON.stringify(traits)).not.toContain('/etc/x');
  });

  it('of another profile is told apart', () => {
    const traits = traitsOf([seen('config', { 'gateway:work|config.bind': 'lan' })]);
    expect(traits).toEqual({ 'gateway.bind of work': 'lan' });
  });

  it('is not taken from a log or from what somebody pasted', () => {
    expect(traitsOf([seen('log', { 'config.bind': 'lan' }, { how: 'log' })])).toEqual({});
  });
});

describe('a difference', () => {
  const table: [what: string, hosts: ReturnType<typeof hosts>, odd: string[][]][] = [
    ['all agree', hosts('a', 'a', 'a'), []],
    ['one of four differs', hosts('a', 'b', 'a', 'a'), [['node-2']]],
    ['two differ in the same way', hosts('a', 'b', 'a', 'b', 'a', 'a'), [['node-2', 'node-4']]],
    ['two differ in two ways', hosts('a', 'b', 'a', 'c', 'a', 'a'), [['node-2'], ['node-4']]],
    ['of two hosts both may be the odd one', hosts('a', 'b'), [['node-2']]],
    ['without a usual value nobody is odd', hosts('a', 'b', 'c', 'd'), []],
    ['a half is no majority', hosts('a', 'a', 'b', 'b'), []],
    ['who could not be seen is not counted', hosts('a', null, 'a', 'b', null), [['node-4']]],
    ['one host alone differs from nobody', hosts('a'), []],
  ];
  it.each(table)('%s', (_what, given, odd) => {
    expect(differences(given).map((one) => one.hosts)).toEqual(odd);
  });

  it('says what is usual and for how many', () => {
    expect(differences(hosts('a', 'b', 'a', 'a'))).toEqual([
      { trait: 'OpenClaw', value: 'b', hosts: ['node-2'], usual: 'a', others: 3 },
    ]);
  });
});
