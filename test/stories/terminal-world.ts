/** A scripted bot with its terminal's socket; the client is the real one. */
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { type ChatOptions, runChat } from '../../src/terminal/node-client.ts';
import { serveTerminal } from '../../src/terminal/node-server.ts';
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

export async function aTerminal(scripts: Record<string, Script>) {
  const bot = await aScriptedBot(scripts);
  const path = join(bot.dataDir, 'terminal.sock');
  const { conversation, mouth, log } = bot;
  const server = await serveTerminal({ path, conversation, mouth, command: '/openclaw', log });
  onTestFinished(() => server.close());

  async function chat(more: Omit<ChatOptions, 'path' | 'out' | 'err'>) {
    const out = paper();
    const err = paper();
    const code = await runChat({ path, out: out.screen, err: err.screen, ...more });
    return { code, out: out.text(), err: err.text() };
  }

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
