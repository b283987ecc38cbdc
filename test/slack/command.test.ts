import { describe, expect, it } from 'vitest';
import { answerCommand, type CommandRules } from '../../src/slack/command.ts';
import { answering, FULL_MEMBERS } from '../fakes/answering.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';

const TYPED = {
  command: '/openclaw',
  text: 'triage node-3',
  team_id: 'T1',
  enterprise_id: 'E1',
  channel_id: 'C1',
  user_id: 'U1',
  trigger_id: '1.2.3',
};

function world(rules: Partial<CommandRules> = {}) {
  let asked = 0;
  const conversation = answering(async () => {
    asked++;
    return { message: { headline: 'Yes', emoji: '', parts: [], context: [] }, for: 'all' };
  });
  const log = recordedLog();
  const answer = async (typed: unknown = TYPED) => {
    const given = await answerCommand(typed, {
      conversation,
      directory: FULL_MEMBERS,
      teams: [],
      channels: [],
      fetch,
      log,
      ...rules,
    });
    await given.settled;
    return { shown: textsIn(given.answer.blocks).join(' '), ...given.answer };
  };
  return { answer, log, asked: () => asked };
}

describe('a place that is not allowed', () => {
  it.each([
    ['another workspace', { teams: ['T2'] }, 'T1', 'SLACK_TEAMS'],
    ['another channel', { channels: ['C2', 'C3'] }, 'C2, C3', 'SLACK_CHANNELS'],
  ])('%s is told what to set, and nothing is asked', async (_name, rules, says, setting) => {
    const { answer, asked } = world(rules);
    const { shown, response_type } = await answer();
    expect(response_type).toBe('ephemeral');
    expect(shown.replaceAll(' , ', ', ').replace(/ +/g, ' ')).toContain(says);
    expect(shown).toContain(setting);
    expect(shown).toContain('Nothing was done');
    expect(asked()).toBe(0);
  });

  it.each([
    { teams: ['T0', 'T1'] },
    { teams: ['E1'] },
    { channels: ['C1'] },
    { teams: ['T1'], channels: ['C1'] },
    {},
  ])('is none of these: %j', async (rules) => {
    const { answer, asked } = world(rules);
    expect((await answer()).response_type).toBe('in_channel');
    expect(asked()).toBe(1);
  });
});

it.each(['team_id', 'channel_id', 'user_id', 'trigger_id'])(
  'does not act on a command without %s',
  async (field) => {
    const { answer, asked, log } = world();
    expect((await answer({ ...TYPED, [field]: undefined })).text).toBe('The command could not be read');
    expect(asked()).toBe(0);
    expect(log.lines).toEqual([expect.objectContaining({ level: 'error', fields: { fields: field } })]);
  },
);

it('takes a command with nothing behind its name', async () => {
  const { answer, asked } = world();
  const { text: _, ...bare } = TYPED;
  await answer(bare);
  expect(asked()).toBe(1);
});
