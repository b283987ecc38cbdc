/** A condition is yes, no or unknown; what nobody saw is neither a fault nor an all-clear. */
import { describe, expect, it } from 'vitest';
import { type Condition, factsOf, holds } from '../../src/diagnosis/condition.ts';
import { openFactBase } from '../../src/diagnosis/fact-base.ts';
import { evidenceOf, GATEWAY, NOW, type Row } from './cases/case.ts';

const ask = (condition: Condition, row: Row) => holds(condition, GATEWAY, openFactBase(evidenceOf(row), NOW));
const truth = (condition: Condition, row: Row) => ask(condition, row).truth;

const YES: Condition = { fact: 'config.valid', is: true };
const NO: Condition = { fact: 'config.parse', is: 'broken' };
const OPEN: Condition = { fact: 'gateway.http.live', is: 'ok' };
const SEEN: Row = { 'config.valid': true, 'config.parse': 'ok' };

describe('a single fact', () => {
  const rows: [string, Condition, Row, string][] = [
    ['is', { fact: 'config.mode', is: 'local' }, { 'config.mode': 'local' }, 'yes'],
    ['is another', { fact: 'config.mode', is: 'local' }, { 'config.mode': 'remote' }, 'no'],
    ['is not seen', { fact: 'config.mode', is: 'local' }, {}, 'unknown'],
    ['is one of', { fact: 'config.bind', oneOf: ['lan', 'custom'] }, { 'config.bind': 'custom' }, 'yes'],
    ['is above', { fact: 'gateway.process.count', above: 1 }, { 'gateway.process.count': 1 }, 'no'],
    ['is below', { fact: 'gateway.process.count', below: 2 }, { 'gateway.process.count': 1 }, 'yes'],
    [
      'is no number',
      { fact: 'gateway.process.count', below: 2 },
      { 'gateway.process.count': 'n/a' },
      'unknown',
    ],
    ['is known to exist', { fact: 'config.path', present: true }, { 'config.path': '/x' }, 'yes'],
    ['is known to be absent', { fact: 'config.path', present: false }, { 'config.path': null }, 'yes'],
    ['lists a word', { fact: 'config.issues', has: 'b' }, { 'config.issues': ['a', 'b'] }, 'yes'],
    ['starts with', { fact: 'config.bind', matches: 'lo*' }, { 'config.bind': 'loopback' }, 'yes'],
    [
      'belongs to the host',
      { fact: 'host.load-per-core', above: 2 },
      { 'host|host.load-per-core': 3 },
      'yes',
    ],
  ];
  it.each(rows)('%s', (_, condition, row, wanted) => {
    expect(truth(condition, row)).toBe(wanted);
  });

  it('that may hold many values is never known to lack one', () => {
    expect(truth({ fact: 'channel.sign', is: 'relink' }, { 'channel.sign': 'permission' })).toBe('unknown');
  });
});

describe('three-valued logic', () => {
  const rows: [string, Condition, string][] = [
    ['yes and yes', { all: [YES, YES] }, 'yes'],
    ['yes and unknown', { all: [YES, OPEN] }, 'unknown'],
    ['no and unknown', { all: [NO, OPEN] }, 'no'],
    ['no or yes', { either: [NO, YES] }, 'yes'],
    ['no or unknown', { either: [NO, OPEN] }, 'unknown'],
    ['no or no', { either: [NO, NO] }, 'no'],
    ['not yes', { not: YES }, 'no'],
    ['not unknown', { not: OPEN }, 'unknown'],
    ['nothing at all', { all: [] }, 'unknown'],
  ];
  it.each(rows)('%s', (_, condition, wanted) => {
    expect(truth(condition, SEEN)).toBe(wanted);
  });

  it('names what would have to be seen to tell', () => {
    expect(ask({ all: [YES, OPEN] }, SEEN).missing).toEqual([
      { subject: GATEWAY, fact: 'gateway.http.live' },
    ]);
  });

  it('shows only the citations that decided', () => {
    expect(ask({ either: [NO, YES] }, SEEN).used.map((o) => o.fact)).toEqual(['config.valid']);
  });
});

describe('quantifiers', () => {
  const greeted: Condition = { fact: 'connect.hello', is: true };
  const rows: [string, Condition, Row, string][] = [
    [
      'any, one of two',
      { any: 'client', where: greeted },
      { 'client:a|connect.hello': false, 'client:b|connect.hello': true },
      'yes',
    ],
    [
      'any, none of two',
      { any: 'client', where: greeted },
      { 'client:a|connect.hello': false, 'client:b|connect.hello': false },
      'no',
    ],
    [
      'any, one unseen',
      { any: 'client', where: greeted },
      { 'client:a|connect.hello': false, 'client:b|connect.scopes': [] },
      'unknown',
    ],
    ['any of nobody', { any: 'client', where: greeted }, {}, 'unknown'],
    [
      'every, one of two',
      { every: 'client', where: greeted },
      { 'client:a|connect.hello': false, 'client:b|connect.hello': true },
      'no',
    ],
    ['every of nobody', { every: 'client', where: greeted }, {}, 'unknown'],
  ];
  it.each(rows)('%s', (_, condition, row, wanted) => {
    expect(truth(condition, row)).toBe(wanted);
  });

  it('remember for whom they held', () => {
    const answer = ask(
      { any: 'client', where: greeted },
      { 'client:a|connect.hello': false, 'client:b|connect.hello': true },
    );
    expect(answer.bound).toEqual([`${GATEWAY}/client:b`]);
  });
});

describe('comparisons', () => {
  const versions: Condition = { differ: { facts: ['gateway.version.running', 'gateway.version.installed'] } };
  const copies: Condition = {
    differ: {
      fact: 'credential.fingerprint',
      over: 'credential',
      where: { fact: 'credential.present', is: true },
    },
  };
  const rows: [string, Condition, Row, string][] = [
    [
      'two facts differ',
      versions,
      { 'gateway.version.running': '1', 'gateway.version.installed': '2' },
      'yes',
    ],
    [
      'two facts are the same',
      versions,
      { 'gateway.version.running': '1', 'gateway.version.installed': '1' },
      'no',
    ],
    ['one of two was seen', versions, { 'gateway.version.running': '1' }, 'unknown'],
    [
      'two copies differ',
      copies,
      {
        'credential:a|credential.present': true,
        'credential:a|credential.fingerprint': 'x',
        'credential:b|credential.present': true,
        'credential:b|credential.fingerprint': 'y',
      },
      'yes',
    ],
    [
      'the copy that differs is not asked about',
      copies,
      {
        'credential:a|credential.present': true,
        'credential:a|credential.fingerprint': 'x',
        'credential:b|credential.present': false,
        'credential:b|credential.fingerprint': 'y',
      },
      'no',
    ],
  ];
  it.each(rows)('%s', (_, condition, row, wanted) => {
    expect(truth(condition, row)).toBe(wanted);
  });
});

it('lists every fact that a condition can ask for', () => {
  const condition: Condition = {
    all: [
      YES,
      { not: { any: 'client', where: { fact: 'connect.hello', is: true } } },
      { same: { facts: ['config.path', 'config.mode'] } },
    ],
  };
  expect(factsOf(condition)).toEqual(['config.valid', 'connect.hello', 'config.path', 'config.mode']);
});
