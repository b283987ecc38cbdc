/**
 * The bot is for the owner and for guests. Guests may talk to it and have nothing run or written, by a rule for whoever has no
 * entry of his own; the owner may have everything done. A guest asks this and that and is answered; nobody misses anything.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [OWNER, GUEST] = [4711, 4733];
/** A turn on a busy machine. */
const LIMIT_MS = 60_000;

export default defineHealthy({
  name: 'guests-may-talk',
  title: 'guests may talk to the bot and have nothing run, by the wish of its owner',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const people = { dmPolicy: 'open', allowFrom: ['*'] };
      config.channels = { telegram: { ...botAt(lab), ...people } };
      config.commands = { ownerAllowFrom: [`telegram:${OWNER}`] };
      config.session = { dmScope: 'per-channel-peer' };
      const toolsBySender = {
        [`channel:telegram:${OWNER}`]: {},
        '*': { deny: ['exec', 'process', 'write', 'edit', 'apply_patch'] },
      };
      config.tools = { toolsBySender };
    });
    await lab.start();
    const note = join(lab.workspace, 'of-the-owner');
    await chat.write(direct(GUEST, 'hello, is the shop open on saturday? I was told: permission denied'));
    await chat.isAnswered(GUEST);
    await chat.write(direct(OWNER, `TOOL:exec:${JSON.stringify({ command: `touch ${note}` })}`));
    for (const began = Date.now(); !existsSync(note); ) {
      if (Date.now() - began > LIMIT_MS) throw new Error(`It was not run for the owner: ${chat.said(OWNER)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await chat.isAnswered(OWNER);
    return undefined;
  },
});
