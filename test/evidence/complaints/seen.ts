/**
 * Complaints as people write them in chat, and what each is about; written before the reader was, and used while it
 * was made. Those in unseen.ts were not.
 */
import type { Topic } from '../../../src/evidence/complaint/topics.ts';

/** `who`: whose messages, if that is said. `channels`: those that are named. */
export type Said = { text: string; about: readonly Topic[]; channels?: readonly string[]; who?: string };

export const SEEN: readonly Said[] = [
  { text: 'my direct messages are ignored', about: ['direct-messages'], who: 'some' },
  {
    text: 'the bot does not reply when I DM it on telegram',
    about: ['direct-messages'],
    channels: ['telegram'],
    who: 'some',
  },
  { text: 'Group works fine, but private chat with the bot is dead', about: ['direct-messages'] },
  { text: 'nobody gets an answer in our group chat any more', about: ['group-messages'], who: 'all' },
  { text: 'it only answers in the team room when I @mention it', about: ['group-messages'] },
  { text: 'In der Gruppe reagiert der Bot nicht mehr', about: ['group-messages'] },
  { text: 'meine Direktnachrichten kommen nicht an', about: ['direct-messages'], who: 'some' },
  { text: '机器人不回我的私信', about: ['direct-messages'], who: 'some' },
  { text: '群里没人能收到回复', about: ['group-messages'], who: 'all' },
  { text: 'WhatsApp is silent since yesterday', about: ['messages'], channels: ['whatsapp'] },
  { text: 'slack ok, discord no response at all', about: ['messages'], channels: ['discord'] },
  { text: 'the agent says it cannot read files', about: ['files'] },
  { text: 'it refuses to write to the project folder', about: ['files'] },
  { text: 'Dateien speichern geht nicht', about: ['files'] },
  { text: '无法写入文件', about: ['files'] },
  { text: 'shell commands are gone, it says no exec tool', about: ['commands'] },
  { text: 'it will not run my script', about: ['commands'] },
  { text: 'der Agent führt keine Befehle mehr aus', about: ['commands'] },
  { text: 'web search is missing', about: ['web'] },
  { text: 'all tools are gone', about: ['tools'] },
  { text: 'my morning reminder did not come', about: ['schedule'] },
  { text: 'the daily report never ran', about: ['schedule'] },
  { text: 'Die Erinnerung um 7 Uhr kam nicht', about: ['schedule'] },
  { text: '每天早上的提醒没有来', about: ['schedule'] },
  { text: 'the bot never writes by itself at night', about: ['heartbeat'] },
  { text: 'no heartbeat since last evening', about: ['heartbeat'] },
  { text: 'it cannot take a photo with my phone', about: ['device'] },
  { text: 'the iPhone node does not respond to camera commands', about: ['device'] },
  { text: 'Mein Handy wird nicht gefunden', about: ['device'] },
  { text: '手机上的摄像头用不了', about: ['device'] },
  { text: 'the browser tool is not there', about: ['browser'] },
  { text: 'it can no longer open web pages in chrome', about: ['browser'] },
  { text: 'answers take minutes', about: ['answers'] },
  { text: 'it suddenly answers in the wrong language', about: ['answers'] },
  { text: 'the CLI cannot connect', about: ['client'] },
  { text: 'control ui says unauthorized', about: ['client'] },
  { text: 'since the update the voice plugin is missing', about: ['plugin', 'update'] },
  { text: 'direct messages work, groups are ignored', about: ['group-messages'] },
  { text: 'I wrote in the group this morning, my direct messages get no answer', about: ['direct-messages'] },
  { text: 'reminders do not come and the browser is broken', about: ['schedule', 'browser'] },
  { text: 'DMs work for Anna but mine are ignored', about: ['direct-messages'], who: 'some' },
  { text: 'thanks, all is well now', about: [] },
  { text: 'good morning everybody', about: [] },
  { text: 'can somebody review my pull request please', about: [] },
  { text: 'lunch at twelve?', about: [] },
];
