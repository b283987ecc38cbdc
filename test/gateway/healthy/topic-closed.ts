/**
 * A forum with an archive: in that one topic the bot is switched off, since nobody is to be answered there any more; in the
 * others it works. Somebody put an old note into the archive, and nobody misses an answer.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, telegramChat, type Written } from '../telegram-chat.ts';

const ANNA = 4711;
const HOUSE = -1011;
const ARCHIVE = 7;
const DAILY = 8;

export default defineHealthy({
  name: 'topic-closed',
  title: 'the bot is switched off in the archive of a forum and answers in the other topics',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const topics = { [String(ARCHIVE)]: { enabled: false }, [String(DAILY)]: { requireMention: false } };
      const groups = { [String(HOUSE)]: { requireMention: false, topics } };
      const people = {
        dmPolicy: 'allowlist',
        allowFrom: [ANNA],
        groupPolicy: 'allowlist',
        groupAllowFrom: [ANNA],
      };
      config.channels = { telegram: { ...botAt(lab), ...people, groups } };
    });
    await lab.start();
    const write = (topic: number, text: string) => {
      const house: Written['chat'] = { id: HOUSE, type: 'supergroup', title: 'House', is_forum: true };
      return chat.write({ from: ANNA, chat: house, text, topic });
    };
    await write(ARCHIVE, 'minutes of March, for the file');
    await write(DAILY, 'who opens tomorrow?');
    await chat.isAnswered(HOUSE);
    return undefined;
  },
});
