/**
 * One bot and two agents: the group of the office is answered by the first, and the group of the store was given to the
 * second. In both the bot wants to be named. The people of the store go on calling it by the first one's name, and the
 * second one does not know that it is meant.
 *
 * Seen on the host: the binding of the store's group, and `agents.entries.<agent>.groupChat.mentionPatterns`, which differ;
 * what the person says. The gateway takes the message and asks no model; in the office it answers to the same name.
 *
 * The twin's second agent knows both names.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const [ANNA, OFFICE, STORE] = [4711, -1041, -1042];

/** The store is called by the old name; nothing else is written yet. */
async function twoNames(lab: Lab, mentionPatterns: string[]): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  const workspace = join(lab.dir, 'stock');
  mkdirSync(workspace);
  lab.configure((config) => {
    const entries = {
      main: { default: true, groupChat: { mentionPatterns: ['\\bjarvis\\b'] } },
      stock: { workspace, groupChat: { mentionPatterns } },
    };
    Object.assign(config.agents, { entries });
    const peer = { kind: 'group', id: String(STORE) };
    config.bindings = [{ agentId: 'stock', match: { channel: 'telegram', peer } }];
    const named = { requireMention: true };
    const groups = { [String(OFFICE)]: named, [String(STORE)]: named };
    const rights = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups };
    config.channels = { telegram: { ...botAt(lab), ...rights } };
  });
  await lab.start();
  await chat.write(inGroup(STORE, ANNA, 'Jarvis, wie viele Paletten sind noch da?'));
  return chat;
}

export default defineFault({
  name: 'group-of-other-name',
  title: 'in the group of a second agent the bot is called by the name of the first',
  accepted: ['mention-gating'],
  complaint:
    'In der Gruppe vom Lager rührt sich Jarvis nicht mehr, wenn wir ihn beim Namen rufen. Im Büro antwortet er ganz normal.',
  async plant(lab) {
    const chat = await twoNames(lab, ['\\bstocky\\b']);
    await chat.write(inGroup(OFFICE, ANNA, 'Jarvis, wer hat heute Dienst?'));
    await chat.isAnswered(OFFICE);
    if (chat.said(STORE).length > 0) throw new Error('It answered in the store, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'in the group of a second agent the bot is called by a name that it knows, too',
    async plant(lab) {
      const chat = await twoNames(lab, ['\\bstocky\\b', '\\bjarvis\\b']);
      await chat.isAnswered(STORE);
      return undefined;
    },
  },
});
