/**
 * Types one line into a running bot as its terminal does, and notes when the answer, the first verdict and the
 * end arrived: what a person who waits would see, in milliseconds after the line was sent.
 */
import { connect } from 'node:net';
import { join } from 'node:path';
import { FromBot, lineReader } from '../../src/terminal/wire.ts';

export type Clocked = { answerMs: number; headlineMs: number; fullMs: number; first: string | null };

/** Signs of a message that has no verdict yet. */
const STILL_LOOKING: readonly string[] = ['🔎', '⏳'];

export function clockLine(dataDir: string, line: string): Promise<Clocked> {
  return new Promise((resolve, reject) => {
    const socket = connect(join(dataDir, 'bot.sock'));
    const clocked: Clocked = { answerMs: 0, headlineMs: 0, fullMs: 0, first: null };
    let began = 0;
    const since = () => performance.now() - began;
    const read = lineReader(
      (text) => {
        const said = FromBot.parse(JSON.parse(text));
        if (said.type === 'hello') {
          began = performance.now();
          socket.write(`${JSON.stringify({ type: 'ask', id: 'bench', line })}\n`);
        } else if (said.type === 'answer') clocked.answerMs = since();
        else if (said.type === 'message') {
          if (clocked.headlineMs === 0 && !STILL_LOOKING.includes(said.message.emoji))
            clocked.headlineMs = since();
        } else if (said.type === 'end') {
          clocked.fullMs = since();
          const findings = said.report.findings as { id: string }[] | undefined;
          clocked.first = findings?.[0]?.id ?? null;
          socket.end();
          resolve(clocked);
        } else {
          socket.end();
          reject(new Error(`the bot said: ${said.text}`));
        }
      },
      () => reject(new Error('the bot said more than anybody can read')),
    );
    socket.setEncoding('utf8').on('data', read).on('error', reject);
  });
}
