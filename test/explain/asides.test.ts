/** A complaint in its parts: what is wrong is never what was ruled out, in three languages. */
import { describe, expect, it } from 'vitest';
import { partsOf, withoutRuledOut } from '../../src/explain/asides.ts';

describe('ruled out', () => {
  it.each([
    'the disk is not full',
    "it's not the firewall",
    'no second gateway is running',
    'memory is fine',
    'we are not behind a proxy',
    'tokens are the same on both sides, compared by hand',
    'a restart did not help',
    'die Platte ist nicht voll',
    'am Netz liegt es nicht',
    '磁盘没满',
    '不是网络问题',
    // A negated fault, whatever it is called.
    'none of the sessions is stuck',
    'the event loop was never really blocked',
    'there is no sign of the tunnel being down',
    'die Konfiguration ist auch nicht ungültig',
    '证书没有过期',
    // A part as it ought to be.
    'both versions agree',
    'the scheduler looks exactly as it should',
    'mit dem Zertifikat ist alles in Ordnung',
    // Somebody settled it.
    'we can exclude the reverse proxy',
    'the network has nothing to do with it',
    "I don't think it's the firewall",
    '跟证书无关',
    // A verdict on what was named or tried just before.
    'is the port taken? No',
    'permissions? checked, good',
    'replaced the certificate, to no avail',
    'the memory was my first guess but that was wrong',
    'node is at 24.1, so it is not the version',
    '换过令牌,还是一样',
    // It stays whatever is exchanged; there is but one; nobody touched it.
    'it also happens with a brand-new token',
    'changing the model does not change anything',
    'only one gateway is running',
    'nobody else uses that port',
    "the config hasn't been edited in weeks",
    'my first thought was the clock, but it is in sync',
    '配置最近没人动过',
  ])('%s', (remark) => {
    const { wrong, ruledOut } = partsOf(`nobody gets an answer. ${remark}`);
    expect(wrong).toEqual(['nobody gets an answer']);
    expect(ruledOut.length).toBeGreaterThan(0);
  });

  it('brackets hold one thought', () => {
    expect(partsOf('the bot is mute (no update lately, same version for weeks)').wrong).toEqual([
      'the bot is mute',
    ]);
  });
});

describe('complained of, although a "no" or a "works" is in it', () => {
  it.each([
    'nothing works any more',
    'no replies since noon',
    'das Gateway läuft nicht mehr',
    'it works only when I am logged in',
    'the token is rejected',
    'every reply is "no API key found for provider"',
    '手机连不上',
    'my device is not accepted behind the proxy',
    'the service never stopped',
    'the client closes with 1000 since noon',
    'WhatsApp is not linked',
    'edits of the config have no effect',
    'it tells me to set the one token to match the other',
    '它说没有权限',
  ])('%s', (complaint) => {
    expect(partsOf(`well. ${complaint}`).wrong.at(-1)).toBe(complaint.toLowerCase());
  });
});

it('what serves people is part of the complaint', () => {
  expect(partsOf('health is green, but nobody gets an answer')).toEqual({
    wrong: ['nobody gets an answer'],
    works: ['health is green'],
    ruledOut: [],
  });
});

it('leaves the rest of a text as it was', () => {
  expect(withoutRuledOut('Bot is mute (the disk is not full), since Monday')).toBe(
    'Bot is mute (), since Monday',
  );
  expect(withoutRuledOut('Bot is mute')).toBe('Bot is mute');
});
