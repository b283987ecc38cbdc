/** Over Socket Mode too, the gate hands over what Slack would, and gives the bot's answers on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { APP_TOKEN, type LocalSlack, MIRA, startLocalSlack, whyNoLocalSlack } from './local-slack.ts';

const why = whyNoLocalSlack();

type Envelope = { envelope_id?: string; type: string; payload?: Record<string, unknown> };

describe.skipIf(why !== null)(`a Socket Mode line${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  let line: WebSocket;
  const heard: Envelope[] = [];
  /** What the bot says to everything it hears. */
  let answer: object | undefined;

  beforeAll(async () => {
    slack = await startLocalSlack(undefined, { events: ['app_mention'] });
    const opened = await fetch(`${slack.gate.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${APP_TOKEN}` },
    });
    line = new WebSocket(((await opened.json()) as { url: string }).url);
    line.on('message', (data) => {
      const envelope = JSON.parse(String(data)) as Envelope;
      heard.push(envelope);
      if (envelope.envelope_id === undefined) return;
      line.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: answer }));
    });
    await slack.hasBot();
  });
  afterAll(async () => {
    line?.terminate();
    await slack?.stop();
  });

  it('begins with a greeting', async () => {
    await expect.poll(() => heard[0]?.type).toBe('hello');
  });

  it('tells of a mention, and of nothing that the app did not subscribe to', async () => {
    const ts = await slack.mentions(MIRA, 'hosts');
    await expect
      .poll(() => heard.at(-1))
      .toMatchObject({
        type: 'events_api',
        payload: { event: { type: 'app_mention', ts } },
      });
    expect(heard.filter(({ type }) => type === 'events_api')).toHaveLength(1);
  });

  it('carries a shortcut on a message', async () => {
    const ts = await slack.says(MIRA, 'closed (1008)');
    await slack.shortcut(MIRA, ts, 'explain_message');
    expect(heard.at(-1)).toMatchObject({
      type: 'interactive',
      payload: { type: 'message_action', callback_id: 'explain_message', message_ts: ts },
    });
  });

  it('gives the answer to a command on, unless Slack would refuse it', async () => {
    answer = { response_type: 'ephemeral', text: 'Heard' };
    await slack.types(MIRA, '/openclaw help');
    expect((await slack.messages()).at(-1)).toMatchObject({ text: 'Heard', ephemeral_to: MIRA });
    const before = await slack.messages();
    answer = { response_type: 'ephemeral', text: 'Heard', blocks: [{ type: 'banner' }] };
    await slack.types(MIRA, '/openclaw help');
    expect(await slack.messages()).toEqual(before);
    expect(slack.gate.calls.at(-1)).toMatchObject({ method: 'answer', reply: { error: 'invalid_blocks' } });
  });

  it('breaks when Slack hangs up', async () => {
    const closed = new Promise((resolve) => line.once('close', resolve));
    slack.gate.hangUp();
    await closed;
    expect(line.readyState).toBe(WebSocket.CLOSED);
  });
});
