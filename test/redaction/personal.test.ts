import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';

const redactor = createRedactor({ key: new Uint8Array(32) });

it.each<[kind: string, text: string, shown: RegExp]>([
  [
    'a mail address',
    'request from olivia.n+oc@mail.example.org (telegram)',
    /^request from ‹email:\w{8}› \(telegram\)$/,
  ],
  [
    'a phone number',
    'whatsapp inbound from +49 153 8022 1558: mention required',
    /from ‹phone:\w{8}›: mention/,
  ],
  [
    'a chat id',
    'sessionKey=agent:main:whatsapp:direct:4915118833105@s.whatsapp.net',
    /direct:‹phone:\w{8}›@s\.whatsapp\.net$/,
  ],
  ['a public address', 'conn=1 remote=185.249.97.68 code=1008', /remote=‹ip:\w{8}› code=1008$/],
  ['a public IPv6 address', 'client from [2a02:8070:aa:1::461a]:59758', /from \[‹ip:\w{8}›\]:59758$/],
  [
    'a hardware address',
    'link/ether ea:96:7d:7e:0b:53 brd ff:ff:ff:ff:ff:ff',
    /ether ‹mac:\w{8}› brd ff:ff:ff:ff:ff:ff$/,
  ],
  [
    'a home',
    "open '/home/sofia/.openclaw/openclaw.json'",
    /'\/home\/‹user:\w{8}›\/\.openclaw\/openclaw\.json'$/,
  ],
  [
    'a Windows home',
    'C:\\Users\\sofia\\AppData\\openclaw.cmd',
    /^C:\\Users\\‹user:\w{8}›\\AppData\\openclaw\.cmd$/,
  ],
  [
    'a Windows home in JSON',
    '"workspace":"C:\\\\Users\\\\sofia\\\\clawd"',
    /Users\\\\‹user:\w{8}›\\\\clawd"$/,
  ],
])('%s is masked, and what stands around it stays', (_, text, shown) => {
  expect(redactor.text(text)).toMatch(shown);
});

it('tells two people apart, and knows one again', () => {
  const [one, two, again] = ['a@example.com', 'b@example.com', 'a@example.com'].map((who) =>
    redactor.text(who),
  );
  expect(one).not.toBe(two);
  expect(one).toBe(again);
});

it('keeps the host of an address with a password', () => {
  expect(redactor.text('https://bot:hunter2xy@api.example.com/v2')).toBe(
    'https://bot:‹pw›@api.example.com/v2',
  );
});
