/**
 * One bot and two agents, each with a name of its own and a group of its own. People in either group talk among themselves, also
 * of the other agent, and call the one that is theirs when they want something.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, OFFICE, STORE] = [4711, -1061, -1062];

export default defineHealthy({
  name: 'names-of-two-agents',
  title: 'two agents have groups and names of their own, and most of what is written is not for them',
  async plant(lab) {
    const chat = await telegramChat(lab);
    const workspace = join(lab.dir, 'stock');
    mkdirSync(workspace);
    lab.configure((config) => {
      const entries = {
        main: { default: true, groupChat: { mentionPatterns: ['\\bjarvis\\b'] } },
        stock: { workspace, groupChat: { mentionPatterns: ['\\bstocky\\b'] } },
      };
      Object.assign(config.agents, { entries });
      const peer = { kind: 'group', id: String(STORE) };
      config.bindings = [{ agentId: 'stock', match: { channel: 'telegram', peer } }];
      const groups = {
        [String(OFFICE)]: { requireMention: true },
        [String(STORE)]: { requireMention: true },
      };
      const rights = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups };
      config.channels = { telegram: { ...botAt(lab), ...rights } };
    });
    await lab.start();
    await chat.write(inGroup(STORE, ANNA, 'they have jarvis over there in the office'));
    await chat.write(inGroup(OFFICE, ANNA, 'lunch at noon?'));
    await chat.write(inGroup(OFFICE, ANNA, 'jarvis, who is on duty?'));
    await chat.isAnswered(OFFICE);
    if (chat.said(STORE).length > 0) throw new Error('It should have left the talk in the store alone');
    await chat.write(inGroup(STORE, ANNA, 'stocky, how many pallets are left?'));
    await chat.isAnswered(STORE);
    return undefined;
  },
});
