/**
 * @module terminal/node-prompt
 * The conversation with a prompt: what is said appears above it, and a half typed line stays where it is. Lines from
 * a pipe or a clipboard are asked one after another and said before their answers, so that a log of it can be read.
 */
import type { Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { text } from '../messages/sentence.ts';
import { ask, listen, lookOf, type Screen } from './node-connection.ts';
import { renderChange, renderLines } from './render.ts';
import { visibleLine } from './visible.ts';
import type { FromBot } from './wire.ts';

type Shown = Extract<FromBot, { type: 'message' }>;

const PROMPT = '> ';
const PASTE_PROMPT = '| ';

export type PromptOptions = {
  /** Typed for the person before anything else. */
  line?: string;
  out: Screen;
  err: Screen;
  input?: NodeJS.ReadableStream & { isTTY?: boolean };
};

/** Talks until the person leaves, the pipe ends or the bot goes; gives the exit code. */
export function talk(socket: Socket, options: PromptOptions): Promise<number> {
  const { out, err, line: first, input = process.stdin } = options;
  const printed = new Map<string, string[]>();
  const pending = new Set<string>();
  /** Sent, and without an answer. One at a time, so that answers come in the order of the lines. */
  let unanswered: string | null = null;
  /** Typed, and not sent: pipes and pasted text bring many lines at once. */
  const queue: { id: string; line: string; seen: boolean }[] = [];
  let asked = 0;
  let leaving = false;
  let pasted: string[] | null = null;
  let command = '/openclaw';

  return new Promise((resolve) => {
    const terminal = input.isTTY === true && out.isTTY === true;
    const prompt: Interface = createInterface({ input, output: out, terminal, prompt: PROMPT });

    function write(lines: string[]): void {
      // Above the prompt, and what is half typed stays below.
      if (terminal) out.write('\r\u001b[K');
      out.write(`${lines.join('\n')}\n\n`);
      if (terminal && !leaving) prompt.prompt(true);
    }

    function show({ incident, key, message, edited }: Shown): void {
      const look = lookOf(out);
      const before = printed.get(`${incident} ${key}`);
      printed.set(`${incident} ${key}`, renderLines(message, look));
      write(
        edited && before !== undefined ? renderChange(message, before, look) : renderLines(message, look),
      );
    }

    function finish(code: number): void {
      leaving = true;
      prompt.close();
      resolve(code);
    }

    function settled(id: string): void {
      pending.delete(id);
      if (leaving && pending.size === 0) finish(0);
    }

    /** `seen`: it stands above already, as it was typed. */
    function send(line: string, seen: boolean): void {
      asked += 1;
      const id = String(asked);
      pending.add(id);
      queue.push({ id, line, seen: seen && unanswered === null });
      sendNext();
    }

    function sendNext(): void {
      if (unanswered !== null) return;
      const next = queue.shift();
      if (next === undefined) return;
      unanswered = next.id;
      if (!next.seen) sayAgain(next.line);
      ask(socket, next.id, next.line);
    }

    /** What the next answer is to: a pipe shows no lines, and pasted ones stand far above. */
    function sayAgain(line: string): void {
      const [begin = '', ...more] = line.split('\n');
      if (terminal) out.write('\r\u001b[K');
      out.write(`${PROMPT}${visibleLine(begin)}${more.length > 0 ? ' …' : ''}\n`);
    }

    function answered(id: string): void {
      if (unanswered === id) unanswered = null;
      sendNext();
    }

    function typed(line: string): void {
      if (pasted !== null) {
        if (line.trim() !== '.') {
          pasted.push(line);
          return;
        }
        const whole = pasted.join('\n');
        pasted = null;
        prompt.setPrompt(PROMPT);
        send(`explain ${whole}`, true);
        return;
      }
      const bare = line
        .trim()
        .replace(new RegExp(`^\\${command}\\s*`), '')
        .toLowerCase();
      if (bare === 'exit' || bare === 'quit') {
        prompt.close();
      } else if (bare === 'explain' && terminal) {
        pasted = [];
        prompt.setPrompt(PASTE_PROMPT);
        write([text('terminal.paste')]);
      } else if (line.trim() !== '') {
        send(line, terminal);
      } else if (terminal) prompt.prompt();
    }

    listen(
      socket,
      (frame) => {
        if (frame.type === 'hello') command = frame.command;
        else if (frame.type === 'message') show(frame);
        else if (frame.type === 'end') settled(frame.id);
        else if (frame.type === 'answer') {
          write(renderLines(frame.message, lookOf(out)));
          answered(frame.id);
          if (!frame.waits) settled(frame.id);
        } else {
          err.write(`${frame.text}\n`);
          if (frame.id === null) return;
          answered(frame.id);
          settled(frame.id);
        }
      },
      (why) => {
        if (leaving && pending.size === 0) return;
        err.write(`${why}\n`);
        finish(2);
      },
    );
    prompt.on('line', typed);
    prompt.on('SIGINT', () => prompt.close());
    prompt.once('close', () => {
      if (leaving) return;
      leaving = true;
      // Lines from a pipe are answered before the program ends; a person who leaves does not wait.
      if (terminal || pending.size === 0) finish(0);
    });
    if (terminal) write([text('terminal.connected')]);
    if (first !== undefined) send(first, false);
  });
}
