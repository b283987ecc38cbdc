/**
 * The configuration was taken over from another host, where a second chat channel was installed as a package of its own.
 * Here it is not, and the gateway, which would fetch it when it starts, has no way to the registry of packages: it runs with
 * the first channel, and in the other one it is not there.
 *
 * Seen on the host: `channels.discord` is configured and switched on; no plugin brings that channel, and the log
 * says so when the gateway starts.
 *
 * In the twin the block is there as well, switched off.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

async function twoChannels(lab: Lab, enabled: boolean): Promise<void> {
  const chat = await telegramChat(lab);
  // Nothing listens there: no package comes from outside.
  const npm = 'registry=http://127.0.0.1:9/\nfetch-retries=0\n';
  writeFileSync(join(lab.env().HOME ?? lab.dir, '.npmrc'), npm);
  lab.configure((config) => {
    const telegram = { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] };
    const discord = { enabled, token: `MTIz${'lab'.repeat(7)}.GlabXX.${'labLAB'.repeat(6)}` };
    config.channels = { telegram, discord };
  });
  await startServing(lab);
  await chat.write(direct(ANNA, 'good morning'));
  await chat.isAnswered(ANNA);
}

export default defineFault({
  name: 'channel-not-installed',
  title: 'a second chat channel is configured, and its plugin was never installed here',
  accepted: ['channel-plugin-load-failed', 'channel-disconnected', 'plugin-load-failed'],
  async plant(lab) {
    await twoChannels(lab, true);
    await seen(lab, 'no channel plugin is installed or loadable');
    return undefined;
  },
  twin: {
    title: 'a second chat channel without a plugin is configured, and switched off',
    async plant(lab) {
      await twoChannels(lab, false);
      return undefined;
    },
  },
});
