/**
 * For one group the bot's tools for commands were taken away, in the group's own entry, when there were guests in it. The
 * guests have gone, and the people of that group wonder that it can do for each of them alone what it cannot do there.
 *
 * Seen on the host: `channels.telegram.groups.<group>.tools.deny` has `exec`, and what the person says. Neither `tools` nor
 * any agent has a rule, and nothing failed.
 *
 * In the twin the group's entry takes another tool away, which nobody asks for.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, inGroup, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const OPS = -1009;
/** A turn on a busy machine. */
const LIMIT_MS = 60_000;
/** Long enough for a turn that has begun to speak to come to its end. */
const REST_MS = 20_000;

/** Anna has it make a note with a command, alone and in the group; says whether the one of the group was made. */
async function ranInGroup(lab: Lab, deny: string[]): Promise<boolean> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const people = {
      dmPolicy: 'allowlist',
      allowFrom: [ANNA],
      groupPolicy: 'allowlist',
      groupAllowFrom: [ANNA],
    };
    const groups = { [String(OPS)]: { requireMention: false, tools: { deny } } };
    config.channels = { telegram: { ...botAt(lab), ...people, groups } };
  });
  await lab.start();
  const order = (name: string) =>
    `TOOL:exec:${JSON.stringify({ command: `touch ${join(lab.workspace, name)}` })}`;
  const made = async (name: string, limitMs: number) => {
    for (const began = Date.now(); !existsSync(join(lab.workspace, name)); ) {
      if (Date.now() - began > limitMs) return false;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return true;
  };
  await chat.write(direct(ANNA, order('note-alone')));
  if (!(await made('note-alone', LIMIT_MS)))
    throw new Error(`It was not run for her alone: ${chat.said(ANNA).join().slice(0, 500)}`);
  await chat.write(inGroup(OPS, ANNA, order('note-group')));
  await chat.isAnswered(OPS);
  return made('note-group', REST_MS);
}

export default defineFault({
  name: 'group-without-commands',
  title: 'in one group the bot may run no commands, and its people miss that',
  accepted: ['tool-policy-denies'],
  complaint:
    "in the ops group on telegram the bot says it can't run commands, but when I dm it the very same thing it just does it",
  async plant(lab) {
    if (await ranInGroup(lab, ['exec', 'process']))
      throw new Error('It was run in the group, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'in that group the bot may not show pages, and commands it runs',
    async plant(lab) {
      if (!(await ranInGroup(lab, ['web_fetch']))) throw new Error('It was not run in the group');
      return undefined;
    },
  },
});
