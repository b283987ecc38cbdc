/**
 * During a holiday somebody switched the bot off for one group, in that group's own entry, and nobody switched it on again.
 * The group is on the list, and the bot answers in the others.
 *
 * Seen on the host: `channels.telegram.groups.<group>.enabled` is false, and what the person says; the gateway takes the
 * message and asks no model.
 *
 * In the twin the group's entry is there as well, switched on.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const DRIVERS = -1007;
const KITCHEN = -1008;

/** Anna writes in both groups; the kitchen is answered at least. */
async function bothGroups(lab: Lab, enabled: boolean): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const groups = {
      [String(DRIVERS)]: { enabled, requireMention: false },
      [String(KITCHEN)]: { requireMention: false },
    };
    const people = {
      dmPolicy: 'allowlist',
      allowFrom: [ANNA],
      groupPolicy: 'allowlist',
      groupAllowFrom: [ANNA],
    };
    config.channels = { telegram: { ...botAt(lab), ...people, groups } };
  });
  await lab.start();
  await chat.write(inGroup(DRIVERS, ANNA, 'who drives tomorrow?'));
  await chat.write(inGroup(KITCHEN, ANNA, 'who cooks tomorrow?'));
  await chat.isAnswered(KITCHEN);
  return chat;
}

export default defineFault({
  name: 'group-switched-off',
  title: 'the bot was switched off for one group and never switched on again',
  accepted: ['group-allowlist-blocks'],
  complaint:
    'in unserer Fahrer-Gruppe auf Telegram sagt der Bot seit den Ferien kein Wort mehr, in der Küchen-Gruppe antwortet er ganz normal',
  async plant(lab) {
    const chat = await bothGroups(lab, false);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    if (chat.said(DRIVERS).length > 0) throw new Error('The group was answered, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the bot is switched on for that group',
    async plant(lab) {
      await (await bothGroups(lab, true)).isAnswered(DRIVERS);
      return undefined;
    },
  },
});
