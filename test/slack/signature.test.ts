import { describe, expect, it } from 'vitest';
import { signatureCheck } from '../../src/slack/signature.ts';
import { SECRET, signature } from './signed.ts';

const NOW_S = 1_700_000_000;
const BODY = 'command=%2Fopenclaw&text=help';

function check(
  headers: [string, string][],
  {
    secrets = [SECRET],
    body = BODY,
    nowS = NOW_S,
  }: { secrets?: string[]; body?: string; nowS?: number } = {},
) {
  return signatureCheck(secrets, () => nowS * 1000)(new Headers(headers), new TextEncoder().encode(body));
}

const headers = (at: number, signed = signature(BODY, SECRET, at)): [string, string][] => [
  ['X-Slack-Request-Timestamp', String(at)],
  ['X-Slack-Signature', signed],
];

it('accepts the example that Slack publishes', async () => {
  // docs.slack.dev/authentication/verifying-requests-from-slack
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
    '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
    '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
    '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const signed = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
  const options = { secrets: ['8f742231b10e8888abcd99yyyzzz85a5'], body, nowS: 1_531_420_618 };
  expect(await check(headers(1_531_420_618, signed), options)).toBeNull();
});

describe('what Slack did not sign', () => {
  const good = signature(BODY, SECRET, NOW_S);
  it.each([
    ['S-01: another secret', headers(NOW_S, signature(BODY, 'another', NOW_S)), 'wrong-signature'],
    [
      'S-04: a body that was changed',
      headers(NOW_S, signature(`${BODY}!`, SECRET, NOW_S)),
      'wrong-signature',
    ],
    ['S-02: another time than was signed', headers(NOW_S - 1, good), 'wrong-signature'],
    ['S-02: 301 seconds old', headers(NOW_S - 301), 'outside-window'],
    ['S-02: 301 seconds ahead', headers(NOW_S + 301), 'outside-window'],
    ['S-06: no signature', headers(NOW_S).slice(0, 1), 'no-signature'],
    ['S-06: no time', headers(NOW_S).slice(1), 'no-signature'],
    ['S-05: the signature twice', [...headers(NOW_S), ['X-Slack-Signature', good]], 'malformed-signature'],
    [
      'S-05: the time twice',
      [...headers(NOW_S), ['X-Slack-Request-Timestamp', `${NOW_S}`]],
      'malformed-signature',
    ],
    ['an empty signature', headers(NOW_S, ''), 'malformed-signature'],
    ['capital digits', headers(NOW_S, good.toUpperCase()), 'malformed-signature'],
    ['a shorter signature', headers(NOW_S, good.slice(0, -2)), 'malformed-signature'],
    ['another version', headers(NOW_S, good.replace('v0=', 'v1=')), 'malformed-signature'],
    [
      'a time that is no number',
      [
        ['X-Slack-Request-Timestamp', '1e9'],
        ['X-Slack-Signature', good],
      ],
      'malformed-signature',
    ],
  ] as [string, [string, string][], string][])('%s is refused', async (_name, sent, why) => {
    expect(await check(sent)).toBe(why);
  });

  it.each([-300, 0, 300])('S-02: %d seconds from now is in time', async (offset) => {
    expect(await check(headers(NOW_S + offset))).toBeNull();
  });
});

describe('rotation', () => {
  it('accepts the old and the new secret', async () => {
    for (const secrets of [
      ['old', SECRET],
      [SECRET, 'new'],
    ]) {
      expect(await check(headers(NOW_S), { secrets })).toBeNull();
    }
  });

  it.each([[[]], [['']], [[SECRET, '']]])('refuses to begin without a secret (%j)', (secrets) => {
    expect(() => signatureCheck(secrets, () => 0)).toThrow('no Slack signing secret');
  });
});
