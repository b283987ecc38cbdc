/**
 * @module terminal/node-client
 * `bot chat`: the conversation in a terminal. It prints what it is sent and decides nothing, so that what a
 * person sees here and in Slack is the same.
 */
import type { Socket } from 'node:net';
import { exitCodeOf, type IncidentReport } from '../conversation/incident-report.ts';
import type { Message } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { ask, listen, lookOf, openBot, type Screen } from './node-connection.ts';
import { type PromptOptions, talk } from './node-prompt.ts';
import { renderLines } from './render.ts';
import { inOrder } from './waiting.ts';
import type { FromBot } from './wire.ts';

export type ChatOptions = PromptOptions & {
  /** The bot's socket: `terminal.sock` in its DATA_DIR. */
  path: string;
  /** Ends after the line's answer, or after its incident has said everything. */
  once?: boolean;
  /** With `once`: one JSON object instead of text. */
  json?: boolean;
  /** How long `once` waits for the end, in milliseconds. */
  patienceMs?: number;
};

type Answer = Extract<FromBot, { type: 'answer' }>;
type End = Extract<FromBot, { type: 'end' }>;

const PATIENCE_MS = 60_000;

/** Exit code: 0 answered or healthy, 1 something is claimed, 2 wrong use or the bot cannot be reached. */
export async function runChat(options: ChatOptions): Promise<number> {
  const { path, line, once = false, err } = options;
  if (once && line === undefined) {
    err.write(`${text('terminal.nothing-to-ask')}\n`);
    return 2;
  }
  // Whoever reads us may stop early (`| head`): that ends the printing, not the program.
  for (const screen of [options.out, err]) screen.on('error', () => undefined);
  const socket = await openBot(path);
  if (socket === null) {
    err.write(`${text('terminal.no-bot', { path })}\n${text('terminal.start-bot')}\n`);
    return 2;
  }
  try {
    return once && line !== undefined ? await askOnce(socket, line, options) : await talk(socket, options);
  } finally {
    socket.destroy();
  }
}

function askOnce(socket: Socket, line: string, options: ChatOptions): Promise<number> {
  const { out, err, json = false, patienceMs = PATIENCE_MS } = options;
  const shown = new Map<string, Message>();
  return new Promise((resolve) => {
    let over = false;
    const finish = (code: number): void => {
      over = true;
      clearTimeout(timer);
      resolve(code);
    };
    const fail = (why: string): void => {
      // Our own hanging up is no news.
      if (over) return;
      for (const message of inOrder(shown)) print(out, message);
      err.write(`${why}\n`);
      finish(2);
    };
    const timer = setTimeout(() => fail(text('terminal.not-ended')), patienceMs);

    function answered(answer: Answer): void {
      if (answer.waits) return;
      if (json) out.write(`${JSON.stringify(answer.data ?? {}, null, 2)}\n`);
      else print(out, answer.message);
      finish(codeOf(answer));
    }
    function ended({ report }: End): void {
      if (json) out.write(`${JSON.stringify(report, null, 2)}\n`);
      else for (const message of inOrder(shown)) print(out, message);
      finish(exitCodeOf(report as IncidentReport));
    }
    listen(
      socket,
      (frame) => {
        if (frame.type === 'answer') answered(frame);
        else if (frame.type === 'message') shown.set(`${frame.incident} ${frame.key}`, frame.message);
        else if (frame.type === 'end') ended(frame);
        else if (frame.type === 'problem') fail(frame.text);
      },
      fail,
    );
    ask(socket, '1', line);
  });
}

/** Answers that are no incident: 2 when the line could not be carried out, 1 when an explanation claims something. */
function codeOf({ data = {} }: Answer): number {
  if (typeof data.problem === 'string') return 2;
  const findings = Array.isArray(data.findings) ? (data.findings as { confidence: number }[]) : [];
  return exitCodeOf({ findings, layers: [{ state: 'ok' }] });
}

function print(screen: Screen, message: Message): void {
  screen.write(`${renderLines(message, lookOf(screen)).join('\n')}\n\n`);
}
