/**
 * @module terminal/node-session
 * One connected client: its lines go to the conversation, and what its incidents say comes back, until all
 * that it waits for is said.
 */

import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { userInfo } from 'node:os';
import type { Conversation } from '../conversation/conversation.ts';
import { isDiskFull } from '../disk-full.ts';
import type { Log } from '../log.ts';
import { text } from '../messages/sentence.ts';
import type { Shown, TerminalNotifier } from './notifier.ts';
import { type Awaited, type Waiting, waitFor } from './waiting.ts';
import { type FromBot, FromClient, lineReader, MOST_ASKS } from './wire.ts';

export type SessionParts = {
  conversation: Pick<Conversation, 'ask'>;
  notifier: TerminalNotifier;
  /** What people type before a verb, `/openclaw`. */
  command: string;
  log: Log;
};

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Serves one client until it hangs up. */
export function serveSession(socket: Socket, options: SessionParts): void {
  const { conversation, notifier, command, log } = options;
  const session = randomUUID();
  const name = userName();
  const incidents = new Set<string>();
  const waiting = new Map<string, Waiting>();
  /** Asks whose answer is not there yet, with all that was said meanwhile. */
  const asking = new Map<string, Shown[]>();

  const send = (frame: FromBot): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(frame)}\n`);
  };

  function show(shown: Shown): void {
    const { incident, key, message, edited } = shown;
    send({ type: 'message', incident, key, message, edited });
    for (const [id, one] of waiting) {
      const report = one.note(shown);
      if (report === null) continue;
      waiting.delete(id);
      send({ type: 'end', id, report });
    }
  }

  const stop = notifier.listen((shown) => {
    for (const held of asking.values()) held.push(shown);
    if (incidents.has(shown.incident)) show(shown);
  });

  async function ask({ id, line }: FromClient): Promise<void> {
    asking.set(id, []);
    try {
      const answer = await conversation.ask({
        id: `${session}/${id}`,
        text: line,
        person: { id: name, via: 'terminal', name },
        place: { via: 'terminal', session },
      });
      const awaited = awaitedOf(answer.incident, answer.data);
      const { message, incident, data } = answer;
      send({
        type: 'answer',
        id,
        message,
        ...(incident === undefined ? {} : { incident }),
        ...(data === undefined ? {} : { data }),
        waits: awaited.length > 0,
      });
      const missed = asking.get(id) ?? [];
      if (answer.follow !== undefined) {
        const followed = answer.follow;
        incidents.add(followed);
        for (const shown of missed) if (shown.incident === followed) show(shown);
      }
      if (awaited.length > 0) waiting.set(id, waitFor(awaited));
      const spoken = incident === undefined ? [] : [incident];
      const about = [...new Set([...spoken, ...awaited.map((one) => one.incident)])];
      const fresh = about.filter((one) => !incidents.has(one));
      for (const one of fresh) incidents.add(one);
      for (const shown of missed) if (fresh.includes(shown.incident)) show(shown);
    } catch (cause) {
      const reference = randomUUID().slice(0, 8);
      log.error(
        { reference, cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) },
        'A line could not be answered',
      );
      send({
        type: 'problem',
        id,
        code: 'failed',
        text: text(isDiskFull(cause) ? 'terminal.disk-full' : 'terminal.failed', { reference }),
      });
    } finally {
      asking.delete(id);
    }
  }

  const read = lineReader(
    (line) => {
      const frame = parse(line);
      if (frame === null) {
        send({
          type: 'problem',
          id: null,
          code: 'not-understood',
          text: text('terminal.version'),
        });
        socket.end();
      } else if (asking.has(frame.id) || asking.size >= MOST_ASKS) {
        send({
          type: 'problem',
          id: frame.id,
          code: 'busy',
          text: text('terminal.busy'),
        });
      } else {
        ask(frame).catch((cause: unknown) => log.error({ cause: String(cause) }, 'A session failed'));
      }
    },
    () => {
      send({ type: 'problem', id: null, code: 'too-long', text: text('terminal.too-long') });
      socket.end();
    },
  );

  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => read(chunk));
  socket.on('error', (cause) => log.debug({ cause: cause.message }, 'A terminal went away'));
  socket.once('close', stop);
  send({ type: 'hello', v: 1, command });
}

function parse(line: string): FromClient | null {
  try {
    return FromClient.parse(JSON.parse(line));
  } catch {
    // Not our client; the caller says so and hangs up.
    return null;
  }
}

/** The looks that an answer of `triage` names in its data: one, or a list of them. */
function awaitedOf(incident: string | undefined, data: Record<string, unknown> | undefined): Awaited[] {
  if (incident === undefined || data === undefined) return [];
  if (data.round === true) return [{ incident }];
  const list = Array.isArray(data.orders) ? (data.orders as unknown[]) : [data];
  const awaited: Extract<Awaited, { order: string }>[] = [];
  for (const one of list) {
    const { incident: where, host, order } = one as Record<string, unknown>;
    if (typeof where === 'string' && typeof host === 'string' && typeof order === 'string') {
      awaited.push({ incident: where, host, order });
    }
  }
  // The answer's own incident first: its report is the one that is given.
  return awaited.sort((a, b) => Number(b.incident === incident) - Number(a.incident === incident));
}
