/**
 * In its groups the bot was to be careful, and the entry of each takes the tools for files and commands away. Months later
 * the people of one group ask it to look into a file, and it cannot; to each of them alone it does.
 *
 * Seen on the host: `channels.telegram.groups.<group>.tools.deny` has `group:fs`; the bot answers everywhere, nothing is
 * refused and nothing logged.
 *
 * The twin's rule stands at another group alone, and this one has its tools.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, inGroup, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const [WAREHOUSE, LOBBY] = [-1021, -1022];
const KEPT = 'pallets: 118';

/** Asks the bot for a note in the warehouse's group and alone; returns what it said in both. */
async function asked(lab: Lab, careful: readonly number[]): Promise<{ group: string; alone: string }> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const rule = { tools: { deny: ['group:fs', 'group:runtime'] } };
    const groups = Object.fromEntries(
      [WAREHOUSE, LOBBY].map((id) => [
        String(id),
        { requireMention: false, ...(careful.includes(id) && rule) },
      ]),
    );
    const people = {
      dmPolicy: 'allowlist',
      allowFrom: [ANNA],
      groupPolicy: 'allowlist',
      groupAllowFrom: [ANNA],
    };
    config.channels = { telegram: { ...botAt(lab), ...people, groups } };
  });
  const note = join(lab.workspace, 'stock.txt');
  writeFileSync(note, `${KEPT}\n`);
  await lab.start();
  const question = `TOOL:read:${JSON.stringify({ path: note })}`;
  /** What the bot says at last in a chat; it may say before that it is at work. */
  const last = async (id: number): Promise<string> => {
    for (const began = Date.now(); ; await pause(200)) {
      const said = chat.said(id).join('\n');
      if (said.includes('stub answer')) return said;
      if (Date.now() - began > 90_000) throw new Error(`The bot did not answer but: ${said}`);
    }
  };
  await chat.write(inGroup(WAREHOUSE, ANNA, question));
  const group = await last(WAREHOUSE);
  await chat.write(direct(ANNA, question));
  return { group, alone: await last(ANNA) };
}

export default defineFault({
  name: 'group-without-hands',
  title: 'the entries of its groups take the tools for files away, and the people of one ask for a file',
  accepted: ['tool-policy-denies'],
  complaint:
    'in der Telegram-Gruppe vom Lager sagt der Bot, er kann keine Dateien lesen. Wenn ich ihn direkt anschreibe, liest er sie ohne Probleme',
  async plant(lab) {
    const { group, alone } = await asked(lab, [WAREHOUSE, LOBBY]);
    if (group.includes(KEPT)) throw new Error(`It read the file in the group: ${group}`);
    if (!alone.includes(KEPT)) throw new Error(`It did not read the file alone: ${alone}`);
    return undefined;
  },
  twin: {
    title: 'the entry of another group takes the tools for files away',
    async plant(lab) {
      const { group, alone } = await asked(lab, [LOBBY]);
      if (!group.includes(KEPT)) throw new Error(`It did not read the file in the group: ${group}`);
      if (!alone.includes(KEPT)) throw new Error(`It did not read the file alone: ${alone}`);
      return undefined;
    },
  },
});
