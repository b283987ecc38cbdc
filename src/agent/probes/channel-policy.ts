/**
 * @module agent/probes/channel-policy
 * Who may write to the bot in each channel, as the configuration says. A message that a policy drops leaves the gateway
 * green and the sender without a word (OpenClaw 2026.9.6). Only policies and numbers are told,
 * no sender and no group.
 */
import { channelSubject } from '../../evidence/readers/command-json.ts';
import { channelAccounts } from '../gateways/channel-accounts.ts';
import { keptBackIn } from '../gateways/send-policy.ts';
import { waitingSenders } from '../gateways/waiting-senders.ts';
import { defineProbe, factsOn } from '../probe.ts';

const MOST = 32;

const listed = (tools: string[]): string[] | undefined => (tools.length > 0 ? tools : undefined);

export const channelPolicy = defineProbe({
  id: 'channel-policy',
  title: 'who may write to the bot in each channel',
  gives: [
    'channels.configured',
    'channel.enabled',
    'channel.dm-policy',
    'channel.dm-senders',
    'channel.dm-anybody',
    'channel.dm-nameless',
    'channel.group-nameless',
    'channel.dm-nobody',
    'channel.group-nobody',
    'channel.dm-waiting',
    'channel.group-policy',
    'channel.groups-listed',
    'channel.groups-any',
    'channel.group-senders',
    'channel.mention',
    'channel.groups-off',
    'channel.group-own-senders',
    'channel.group-tools',
    'channel.group-tools-some',
    'channel.replies-kept-back',
  ],
  needs: 'to read the configuration',
  timeoutMs: 5_000,
  async look({ host, target, now }) {
    const { config } = target;
    if (config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so who may write to the bot is not known',
        facts: [],
      };
    const accounts = channelAccounts(config.value).slice(0, MOST);
    const asks = accounts.some(({ enabled, dmPolicy }) => enabled && dmPolicy === 'pairing');
    const waiting = asks ? await waitingSenders(host, target, now()) : () => undefined;
    const ids = [...new Set(accounts.map(({ channel }) => channel))];
    return {
      source: target.configPath,
      facts: [
        ...factsOn(target.subject, { 'channels.configured': ids.map((id) => id.slice(0, 64)) }),
        ...accounts.flatMap((it) => {
          const keptBack = keptBackIn(config.value, it.channel);
          return factsOn(`${target.subject}/${channelSubject(it.channel, it.account)}`, {
            'channel.enabled': it.enabled,
            'channel.dm-policy': it.dmPolicy,
            'channel.dm-senders': it.dmSenders,
            'channel.dm-anybody': it.dmAnybody,
            'channel.dm-nameless': it.dmNameless,
            'channel.group-nameless': it.groupNameless,
            'channel.dm-nobody': it.dmNobody || undefined,
            'channel.group-nobody': it.groupNobody || undefined,
            'channel.dm-waiting': waiting(it.channel, it.account),
            'channel.group-policy': it.groupPolicy,
            'channel.groups-listed': it.groupsListed,
            'channel.groups-any': it.groupsAny,
            'channel.group-senders': it.groupSenders,
            'channel.mention': it.mention,
            'channel.groups-off': it.groupsOff ?? undefined,
            'channel.group-own-senders': it.ownSenders,
            'channel.group-tools': listed(it.groupTools.all),
            'channel.group-tools-some': listed(it.groupTools.some),
            'channel.replies-kept-back': keptBack.length > 0 ? keptBack : undefined,
          });
        }),
      ],
    };
  },
});
