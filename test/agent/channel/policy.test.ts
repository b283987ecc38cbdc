/** The host's own policy: what it lets through, and what stops the host agent rather than being guessed at. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allows,
  Policy,
  parsePolicy,
  policyKeeper,
  policyRefusal,
  readPolicy,
  restartLimit,
  waysAllowed,
} from '../../../src/agent/channel/policy.ts';
import { POLICY_EXAMPLE, policyWords, whyNotMeant } from '../../../src/agent/recovery/policy-words.ts';
import { TERMS } from '../desk.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'policy-'));
  file = join(dir, 'agent.toml');
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(text: string, mode = 0o600): void {
  writeFileSync(file, text);
  chmodSync(file, mode);
}

it('without a file the host only looks', () => {
  expect(Policy.parse({})).toEqual({
    read_only: true,
    allow: ['@look', '@bundle'],
    approval: 'person-key',
    approvals: 1,
    targets: {},
    budget: { deep: { max: 3, window_s: 900 }, restarts: 3, window: '15m' },
    deny: { config: [] },
    approvers: [],
  });
});

it.each([
  ['slack', 1, null],
  ['person-key', 3, null],
  ['slack', 2, 'approvals = 2 cannot be counted here with approval = "slack"'],
] as const)('approval by %s, of %s', (approval, approvals, why) => {
  const found = whyNotMeant(Policy.parse({ approval, approvals }));
  if (why === null) expect(found).toBeNull();
  else expect(found?.why).toContain(why);
});

it('reads the whole form', () => {
  const key = 'x'.repeat(43);
  const read = parsePolicy(
    `read_only = false
allow = ["triage", "restart"]
approval = "person-key"
approvals = 2
[targets]
gateways = ["default"]
[[approvers]]
person = "U-anna"
key = "${key}"`,
    'test',
  );
  expect(read).toMatchObject({
    ok: true,
    policy: {
      read_only: false,
      approvals: 2,
      targets: { gateways: ['default'] },
      approvers: [{ person: 'U-anna', key }],
    },
  });
});

describe('stops the host agent', () => {
  it.each([
    ['no TOML', 'read_only = '],
    ['a misspelt key', 'readonly = false'],
    ['a misspelt budget', '[budget]\ndeeper = { max = 1 }'],
    ['a budget below nothing', '[budget]\ndeep = { max = -1 }'],
    ['a key in the wrong table', '[targets]\nread_only = false'],
    ['a word where a flag belongs', 'read_only = "no"'],
    ['an unknown way of approving', 'approval = "hub"'],
    ['no approval at all', 'approvals = 0'],
    ['a group that there is not', 'allow = ["@everything"]'],
    ['a window without a unit', '[budget]\nwindow = "15"'],
    ['a denial in the wrong table', 'deny = ["channels.*"]'],
    ['a key that is none', '[[approvers]]\nperson = "U-anna"\nkey = "abc"'],
    ['a key twice', 'read_only = true\nread_only = false'],
  ])('%s', (_name, text) => {
    write(text);
    expect(readPolicy(file)).toMatchObject({ ok: false });
  });

  it.each([
    ['writable by the group', () => write('', 0o620)],
    ['writable by all', () => write('', 0o602)],
    ['a folder', () => mkdirSync(file)],
    ['missing although it was named', () => undefined],
    [
      'in a folder that all may write to',
      () => {
        write('');
        chmodSync(dir, 0o777);
      },
    ],
    ['a device', () => symlinkSync('/dev/zero', file)],
  ])('a file that is %s', (_name, make) => {
    make();
    expect(readPolicy(file)).toMatchObject({ ok: false, why: expect.any(String), hint: expect.any(String) });
  });

  it.runIf(process.getuid?.() === 0)('a file of another user', () => {
    write('');
    chownSync(file, 4242, 4242);
    expect(readPolicy(file)).toMatchObject({ ok: false, why: expect.stringContaining('another user') });
  });
});

it('holds from the next order on when it is changed while the host agent runs', () => {
  write('allow = ["triage"]');
  const keeper = policyKeeper(file);
  expect(keeper()).toMatchObject({ ok: true, policy: { allow: ['triage'] } });
  write('allow = []  # nothing, for now');
  expect(keeper()).toMatchObject({ ok: true, policy: { allow: [] } });
  chmodSync(file, 0o666);
  expect(keeper()).toMatchObject({ ok: false });
  rmSync(file);
  expect(keeper()).toMatchObject({ ok: false });
});

describe('lets an order through or says why not', () => {
  const order = (op: string, gateway?: string, requester = 'U-mira') => ({
    v: 1 as const,
    id: 'o-1',
    op,
    mode: TERMS[op]?.mode ?? ('read' as const),
    args: gateway === undefined ? {} : { gateway },
    host: 'h',
    incident: 'i',
    requester,
    iat: 0,
    exp: 1,
    preconditions: [],
  });
  const change = { read_only: false, allow: ['restart'] };
  const one = { ...change, approvals: 1 };
  const two = { ...change, approvals: 2 };
  const named = { targets: { gateways: ['default'] } };

  it.each([
    ['a look, as shipped', {}, order('triage'), [], null],
    ['a change, as shipped', { allow: ['restart'] }, order('restart'), [], 'read-only'],
    ['what is not allowed', { allow: ['describe'] }, order('triage'), [], 'does not allow triage'],
    ['a named gateway', named, order('triage', 'default'), [], null],
    ['another gateway', named, order('triage', 'rescue'), [], 'only these gateways'],
    ['all gateways at once', named, order('triage'), [], 'only these gateways'],
    ['a change with the bot’s word', { ...change, approval: 'slack' }, order('restart'), [], null],
    ['a change with nobody’s key', one, order('restart'), [], '0 given'],
    ['a change with one key', one, order('restart'), ['U-anna'], null],
    ['a change with the requester’s key', one, order('restart', undefined, 'U-anna'), ['U-anna'], '0 given'],
    ['one person with two keys', two, order('restart'), ['U-anna', 'U-anna'], '1 given'],
    ['two people', two, order('restart'), ['U-anna', 'U-bo'], null],
  ] as const)('%s', (_name, policy, asked, people, why) => {
    const terms = TERMS[asked.op];
    if (!terms) throw new Error('no such operation');
    const refusal = policyRefusal(Policy.parse(policy), asked, terms, people);
    if (why === null) expect(refusal).toBeNull();
    else expect(refusal).toContain(why);
  });
});

describe('groups, one a verb,', () => {
  it.each([
    ['@look', ['triage', 'describe'], []],
    ['@freeze', ['freeze.hold', 'freeze.lift'], []],
    ['@recover', ['recovery.plan', 'recovery.run', 'recovery.steer'], ['restart', 'align', 'repair']],
    ['@rollback', ['recovery.plan', 'recovery.run', 'recovery.steer'], ['rollback']],
    ['recovery.run', ['recovery.run'], ['restart', 'align', 'repair', 'rollback']],
    ['constructor', [], []],
  ])('%s', (word, operations, ways) => {
    const policy = Policy.parse({ allow: [word] });
    expect(Object.keys(TERMS).filter((op) => allows(policy, op))).toEqual(
      Object.keys(TERMS).filter((op) => operations.includes(op)),
    );
    expect(waysAllowed(policy)).toEqual(ways);
  });

  it('as shipped allow nothing that changes a host', () => {
    const policy = Policy.parse({});
    const changes = Object.entries(TERMS).filter(([, { mode }]) => mode === 'change');
    expect(changes.filter(([op]) => allows(policy, op))).toEqual([]);
  });
});

it.each([
  ['15m', 900_000],
  ['90s', 90_000],
  ['2h', 7_200_000],
])('restarts are counted in a window of %s', (window, windowMs) => {
  expect(restartLimit(Policy.parse({ budget: { restarts: 5, window } }))).toEqual({ max: 5, windowMs });
});

describe('the example', () => {
  const read = parsePolicy(POLICY_EXAMPLE, 'example');

  it('is a policy that this host agent understands to the last word', () => {
    expect(read).toMatchObject({
      ok: true,
      policy: { read_only: false, deny: { config: ['agents.*.model'] } },
    });
  });

  it('is told in sentences', () => {
    expect(read.ok && policyWords(read.policy)).toEqual([
      'may look',
      'may restart a gateway, start one, continue a frozen one',
      'may bring a drifted credential into line',
      'may point a workspace or a model route elsewhere, stop a second gateway',
      'may put back keys of an earlier configuration',
      'may freeze a gateway for a time',
      'the bot says who has approved; no key of a person is asked for',
      'restarts: at most 3 in 15 min',
      'gateways: all',
      'never touched, beside the built-in list: agents.*.model',
    ]);
  });

  it('says of a host as shipped that it may be looked at, and no more', () => {
    expect(policyWords(Policy.parse({}))).toEqual(['may look', 'may change nothing', 'gateways: all']);
  });
});
