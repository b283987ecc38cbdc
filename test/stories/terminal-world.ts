/** A scripted bot with its terminal's socket; the client is the real one. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { type ChatOptions, runChat } from '../../src/terminal/node-client.ts';
import { serveTerminal } from '../../src/terminal/node-server.ts';
import { type Canary, expectNoLeak, filesUnder, type Sinks } from '../fakes/canaries.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import type { Script } from '../fakes/scripted-host.ts';

/** What a screen was written, as text. */
export function paper(): { screen: Writable; text: () => string } {
  let text = '';
  const screen = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { screen, text: () => text };
}

/** What somebody in a hurry pastes along. */
function pasted(): Canary[] {
  const fresh = (name: string): Canary => ({ name, value: randomBytes(24).toString('hex') });
  return [fresh('token'), fresh('OPENCLAW_GATEWAY_PASSWORD')];
}

export async function aTerminal(scripts: Record<string, Script>) {
  const bot = await aScriptedBot(scripts);
  const path = join(bot.dataDir, 'terminal.sock');
  const { conversation, notifier, log } = bot;
  const server = await serveTerminal({ path, conversation, notifier, command: '/openclaw', log });
  onTestFinished(() => server.close());

  const shown: string[] = [];
  async function chat(more: Omit<ChatOptions, 'path' | 'out' | 'err'>) {
    const out = paper();
    const err = paper();
    const code = await runChat({ path, out: out.screen, err: err.screen, ...more });
    shown.push(out.text(), err.text());
    return { code, out: out.text(), err: err.text() };
  }
  // Every story ends with a paste that holds secrets, and with a look at what is left of it.
  onTestFinished(async () => {
    const canaries = pasted();
    const line = canaries.map(({ name, value }) => `${name}=${value}`).join(' ');
    await chat({ line: `explain gateway connect failed: unauthorized ${line}`, once: true });
    const sinks: Sinks = {
      'terminal shows': shown.join('\n'),
      'bot logs': JSON.stringify(log.lines),
      ...filesUnder(bot.dataDir),
    };
    expectNoLeak(sinks, canaries, { terminal: 'text alone', [bot.dataDir]: 'CREATE TABLE' });
  });

  return {
    ...bot,
    path,
    /** One line with `--once`: exit code and what was printed. */
    once: (line: string, more: { json?: boolean } = {}) => chat({ line, once: true, ...more }),
    /** Several lines through a pipe, then its end. */
    pipes(lines: string[]) {
      const input = new PassThrough();
      const chatting = chat({ input });
      input.end(lines.map((line) => `${line}\n`).join(''));
      return chatting;
    },
  };
}
