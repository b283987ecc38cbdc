/** S-10: who is answered, asked at the moment of the deed. */
import { describe, expect, it } from 'vitest';
import { type Admission, type Asker, admit } from '../../src/slack/admission.ts';
import type { Standing, UnknownStanding } from '../../src/slack/directory.ts';
import { slackRights } from '../../src/slack/rights.ts';
import { recordedLog } from '../fakes/recorded-log.ts';

const ASKER: Asker = { team: 'T1', channel: 'C1', user: 'U1' };

async function admitted(
  standing: Standing,
  rules: Partial<Admission> = {},
  asker: Asker = ASKER,
): Promise<string | null> {
  const directory = { standing: async () => standing };
  const given = await admit(asker, { teams: [], channels: [], directory, log: recordedLog(), ...rules });
  return given.refusal?.headline ?? null;
}

const FULL: Standing = { known: true, full: true };
const UNKNOWN: UnknownStanding = { known: false, why: 'Slack did not answer' };

describe('S-10 who is answered', () => {
  it.each(['guest', 'external', 'deactivated', 'bot'] as const)('a %s is not', async (why) => {
    expect(await admitted({ known: true, full: false, why })).toMatch(/^Only full workspace members/);
  });

  it('a full member is, and somebody whom Slack cannot describe may look', async () => {
    expect(await admitted(FULL)).toBeNull();
    expect(await admitted(UNKNOWN)).toBeNull();
  });

  it('a guest is not while Slack cannot describe them either, when it did so before', async () => {
    const before = { known: true, full: false, why: 'guest' } as const;
    expect(await admitted({ ...UNKNOWN, before })).toMatch(/^Only full workspace members/);
    expect(await admitted({ ...UNKNOWN, before: { ...before, full: true } })).toBeNull();
  });

  it('a stranger in a shared channel is not, even when Slack cannot describe them', async () => {
    expect(await admitted(UNKNOWN, {}, { ...ASKER, userTeam: 'T9' })).toMatch(/^Only full workspace members/);
    expect(await admitted(UNKNOWN, {}, { ...ASKER, enterprise: 'E1', userTeam: 'E1' })).toBeNull();
  });

  it('nobody is in a workspace or channel that is not served', async () => {
    expect(await admitted(FULL, { teams: ['T2'] })).toBe('Workspace not allowed');
    expect(await admitted(FULL, { channels: ['C2'] })).toBe('Channel not allowed');
  });
});

describe('S-10 who may what', () => {
  const PERSON = { id: 'U1', via: 'slack', team: 'T1' } as const;
  type Case = {
    name: string;
    right: 'look' | 'enroll';
    ids: string[];
    included?: boolean | 'unknown';
    standing?: Standing;
    ok: boolean;
  };
  const cases: Case[] = [
    { name: 'everybody looks when nobody is named', right: 'look', ids: [], ok: true },
    { name: 'an operator looks', right: 'look', ids: ['U1'], included: true, ok: true },
    { name: 'another looks not', right: 'look', ids: ['U2'], included: false, ok: false },
    {
      name: 'a group that cannot be read lets nobody in',
      right: 'look',
      ids: ['S1'],
      included: 'unknown',
      ok: false,
    },
    { name: 'nobody enrolls when nobody is named', right: 'enroll', ids: [], included: false, ok: false },
    { name: 'an admin enrolls', right: 'enroll', ids: ['S1'], included: true, ok: true },
    {
      name: 'a group that cannot be read makes no admin',
      right: 'enroll',
      ids: ['S1'],
      included: 'unknown',
      ok: false,
    },
    {
      name: 'an admin whom Slack cannot describe enrolls not',
      right: 'enroll',
      ids: ['U1'],
      included: true,
      standing: UNKNOWN,
      ok: false,
    },
    {
      name: 'an admin who became a guest enrolls not',
      right: 'enroll',
      ids: ['U1'],
      included: true,
      standing: { known: true, full: false, why: 'guest' },
      ok: false,
    },
  ];
  it.each(cases)('$name', async ({ right, ids, included = false, standing = FULL, ok }) => {
    const directory = { standing: async () => standing, includes: async () => included };
    const may = slackRights({ directory, admins: ids, operators: ids, approvers: ids });
    const permission = await may(PERSON, right);
    expect(permission.ok).toBe(ok);
    if (!permission.ok) expect(permission.who).toEqual(ids);
  });
});
