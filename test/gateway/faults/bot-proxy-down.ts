/**
 * The chat bot goes out through a proxy of its own, and nobody listens there any more: the gateway is green, its model
 * answers, and the bot reaches nobody.
 *
 * Seen on the host: nobody listens at `channels.telegram.proxy`; the log says that Telegram's requests fail, again and
 * again.
 *
 * The twin's bot goes out directly.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

async function botBy(lab: Lab, way: object) {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA] };
    config.channels = { telegram: { ...botAt(lab), ...rights, ...way } };
  });
  await startServing(lab);
  return chat;
}

export default defineFault({
  name: 'bot-proxy-down',
  title: 'the proxy through which the chat bot goes out is gone',
  accepted: ['channel-disconnected', 'dns-or-network-egress', 'channel-ingress-unavailable'],
  async plant(lab) {
    await botBy(lab, { proxy: `http://127.0.0.1:${lab.port + 7}` });
    await seen(lab, 'Network request for', 120_000);
    return undefined;
  },
  twin: {
    title: 'the chat bot goes out directly',
    async plant(lab) {
      const chat = await botBy(lab, {});
      await chat.write(direct(ANNA, 'hello'));
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
