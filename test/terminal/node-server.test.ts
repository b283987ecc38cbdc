/** The terminal's socket and its client, where things go wrong. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { type Message, say } from '../../src/messages/message.ts';
import { runChat } from '../../src/terminal/node-client.ts';
import { serveTerminal } from '../../src/terminal/node-server.ts';
import { terminalNotifier } from '../../src/terminal/notifier.ts';
import { MOST_ASKS } from '../../src/terminal/wire.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { paper } from '../stories/terminal-world.ts';

const echo: Pick<Conversation, 'ask'> = {
  async ask({ text }) {
    if (text === 'break') throw new Error('the disk is full');
    const parts: Message['parts'] = [{ kind: 'line', spans: [say(text)] }];
    return { message: { headline: 'Heard', emoji: '🦞', parts, context: [] }, for: 'asker', data: { text } };
  },
};

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'socket-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'terminal.sock');
}

async function serve(path: string, conversation = echo) {
  const log = recordedLog();
  const notifier = terminalNotifier({
    compose: () => ({ headline: 'm', emoji: '', parts: [], context: [] }),
  });
  const server = await serveTerminal({ path, conversation, notifier, command: '/openclaw', log });
  onTestFinished(() => server.close());
  return { server, log };
}

/** Sends raw bytes; gives all that came back until the bot hung up. */
function raw(path: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(path, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.once('close', () => resolve(heard));
  });
}

async function once(path: string, line: string, json = false) {
  const [out, err] = [paper(), paper()];
  const code = await runChat({ path, line, once: true, json, out: out.screen, err: err.screen });
  return { code, out: out.text(), err: err.text() };
}

describe('the socket', () => {
  it('takes the place of one that a killed bot has left behind', async () => {
    const path = place();
    writeFileSync(path, '');
    await serve(path);
    expect(statSync(path).isSocket()).toBe(true);
    expect((await once(path, 'hosts')).code).toBe(0);
  });

  it('is not taken from a bot that is alive', async () => {
    const path = place();
    await serve(path);
    await expect(serve(path)).rejects.toThrow('Another bot listens');
  });

  it('is gone when the bot has ended', async () => {
    const path = place();
    const { server } = await serve(path);
    await server.close();
    expect(existsSync(path)).toBe(false);
  });

  it('with a path longer than the system takes is refused in words', async () => {
    await expect(serve(`/tmp/${'x'.repeat(120)}/terminal.sock`)).rejects.toThrow('Choose a shorter DATA_DIR');
  });

  it.each(['not json\n', '{"type":"approve"}\n', '{"type":"ask","id":"1","line":"x","as":"root"}\n'])(
    'hangs up on %j',
    async (text) => {
      const path = place();
      await serve(path);
      expect(await raw(path, text)).toContain('"code":"not-understood"');
    },
  );
});

describe('the client', () => {
  it('says how to start a bot where none listens', async () => {
    const { code, err } = await once(place(), 'hosts');
    expect(code).toBe(2);
    expect(err).toContain('Nothing was done');
    expect(err).toContain('npm start');
  });

  it('prints the answer, or its data for a script', async () => {
    const path = place();
    await serve(path);
    expect(await once(path, 'hosts')).toEqual({ code: 0, out: '🦞 Heard\n   hosts\n\n', err: '' });
    expect(JSON.parse((await once(path, 'hosts', true)).out)).toEqual({ text: 'hosts' });
  });

  it('tells of a failure in the bot without its insides, and the log has them', async () => {
    const path = place();
    const { log } = await serve(path);
    const { code, err } = await once(path, 'break');
    expect(code).toBe(2);
    expect(err).not.toContain('disk');
    const reference = /under (\w{8})/.exec(err)?.[1];
    expect(log.lines.find((line) => line.level === 'error')?.fields.reference).toBe(reference);
  });

  it('ends when the bot goes away', async () => {
    const path = place();
    const { server } = await serve(path, {
      ask: () => server.close().then(() => new Promise(() => undefined)),
    });
    const { code, err } = await once(path, 'hosts');
    expect([code, err]).toEqual([2, 'The bot has stopped. What it started continues when it is back.\n']);
  });

  it('takes pasted lines as one text', async () => {
    const path = place();
    const asked: string[] = [];
    await serve(path, {
      ask(ask) {
        asked.push(ask.text);
        return echo.ask(ask);
      },
    });
    const out = paper();
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const screen = Object.assign(out.screen, { isTTY: true, columns: 80 });
    const chatting = runChat({ path, input, out: screen, err: screen });
    input.write('/openclaw explain\nfirst line\nhosts\n.\n');
    await expect.poll(() => asked).toEqual(['explain first line\nhosts']);
    input.write('exit\n');
    expect(await chatting).toBe(0);
  });

  it('says each piped line before its answer, in order, however long one takes', async () => {
    const path = place();
    const lines = Array.from({ length: 3 * MOST_ASKS }, (_, at) => `explain line ${at}`);
    let answerFirst: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    let atOnce = 0;
    let most = 0;
    await serve(path, {
      async ask(ask) {
        most = Math.max(most, ++atOnce);
        if (ask.text === lines[0]) await first;
        atOnce--;
        return echo.ask(ask);
      },
    });
    const [out, err] = [paper(), paper()];
    const input = new PassThrough();
    const chatting = runChat({ path, input, out: out.screen, err: err.screen });
    input.end(`${lines.join('\n')}\n`);
    await expect.poll(() => out.text()).toBe(`> ${lines[0]}\n`);
    answerFirst();
    expect(await chatting).toBe(0);
    expect([most, err.text()]).toEqual([1, '']);
    expect(out.text()).toBe(lines.map((line) => `> ${line}\n🦞 Heard\n   ${line}\n\n`).join(''));
  });

  it('says what a piped line would obey, and the line before what went wrong with it', async () => {
    const path = place();
    await serve(path);
    const both = paper();
    const input = new PassThrough();
    const chatting = runChat({ path, input, out: both.screen, err: both.screen });
    input.end('hosts \u001b[2J\nbreak\nhelp\n');
    expect(await chatting).toBe(0);
    expect(both.text()).not.toContain('\u001b');
    expect(both.text()).toMatch(
      /^> hosts .*Heard.*^> break\nInternal error.*^> help\n🦞 Heard\n {3}help\n\n$/ms,
    );
  });

  it('says lines that were pasted into a prompt again, each before its answer', async () => {
    const path = place();
    await serve(path);
    const out = paper();
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const screen = Object.assign(out.screen, { isTTY: true, columns: 80 });
    const chatting = runChat({ path, input, out: screen, err: screen });
    input.write('help\nhosts\nstatus\n');
    await expect.poll(() => out.text()).toMatch(/Heard.*Heard.*Heard/s);
    input.write('exit\n');
    expect(await chatting).toBe(0);
    const plain = out.text().replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
    expect(plain).toMatch(
      /Heard\n {3}help\n.*> hosts\n.*Heard\n {3}hosts\n.*> status\n.*Heard\n {3}status\n/s,
    );
  });
});
