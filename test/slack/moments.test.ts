/** Moments and addresses in a message: each reader's own time in Slack, the plain words everywhere else. */
import { expect, it } from 'vitest';
import { linked, type Message, say } from '../../src/messages/message.ts';
import { moment } from '../../src/messages/time.ts';
import { plainText } from '../../src/slack/overflow.ts';
import { render } from '../../src/slack/render.ts';
import { renderText } from '../../src/terminal/render.ts';
import { checkBlocks } from '../fakes/slack-gate/block-kit.ts';

const AT = Date.UTC(2026, 10, 21, 3, 21, 0, 700);
const message: Message = {
  headline: 'Change freeze on node-3',
  emoji: '🧊',
  parts: [
    {
      kind: 'line',
      spans: [
        say('Until '),
        moment(AT, AT),
        say(', '),
        linked('Thread', 'https://app.slack.com/client/T1/C1'),
      ],
    },
  ],
  context: [],
};

it('run in each reader’s own time in Slack, with plain words for who cannot show it', () => {
  const { blocks } = render(message);
  expect(checkBlocks(blocks)).toBeNull();
  expect(blocks[1]).toMatchObject({
    elements: [
      {
        elements: [
          { type: 'text' },
          { type: 'date', timestamp: Math.floor(AT / 1000), fallback: '21 Nov 03:21:00 UTC' },
          { type: 'text' },
          { type: 'link', url: 'https://app.slack.com/client/T1/C1', text: 'Thread' },
        ],
      },
    ],
  });
});

it.each([
  ['a terminal', renderText(message)],
  ['a file', plainText(message)],
])('are said in UTC in %s, and the address is shown whole', (_where, text) => {
  expect(text).toContain('Until 21 Nov 03:21:00 UTC, Thread https://app.slack.com/client/T1/C1');
});
