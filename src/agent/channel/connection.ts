/**
 * @module agent/channel/connection
 * One socket to the bot from dialling to its end: handshake, heartbeats, frames in and out. Whatever comes
 * too early, too large or in no known shape ends it; the channel then dials again.
 */
import WebSocket, { type ClientOptions } from 'ws';
import type { Log } from '../../log.ts';
import { CLOSE, type CloseReason } from '../../protocol/closing.ts';
import { frameQueue } from '../../protocol/frame-queue.ts';
import { BotFrame, readFrame } from '../../protocol/frames.ts';
import type { Hello } from '../../protocol/hello.ts';
import { MAX_FRAME_BYTES, PING, PONG } from '../../protocol/limits.ts';
import { answerWelcome, type Greeter, helloOf } from './greeting.ts';
import type { Jobs } from './job-parts.ts';
import { TOTAL_BYTES } from './outgoing.ts';
import { proxyFor, tunnelThrough } from './proxy.ts';

export type ConnectionParts = {
  greeter: Greeter;
  jobs: Jobs;
  log: Log;
  heartbeatMs: number;
  deadAfterMs: number;
  handshakeMs: number;
  /** What the bot may leave unread before its line is cut, in bytes; more than all evidence that is kept for it when absent. */
  maxUnreadBytes?: number;
  /** The session is live. */
  onLive(session: string): void;
};

/** Why a connection ended. `code` is the close code; 1006 where the line just went dead. */
export type Ended = { code: number; reason: string };

export type Connection = { ended: Promise<Ended>; close(reason: CloseReason): void };

/** Dials the bot. Never throws; every end, also "could not even connect", comes through `ended`. */
export function connect(parts: ConnectionParts): Connection {
  const { greeter, jobs, log } = parts;
  const { bot } = greeter.identity;
  const url = `${bot.url.replace(/^http/, 'ws')}/agents/connect/${encodeURIComponent(bot.hostId)}`;
  const proxy = proxyFor(bot.url);
  const options: ClientOptions & { closeTimeout: number } = {
    // workerd leaves the line open until the object sleeps, so a close that the bot began is not waited out.
    closeTimeout: 2_000,
    // Both are generous by default in ws 8: compressed frames and 100 MiB messages are surface for bombs.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    handshakeTimeout: parts.handshakeMs,
    followRedirects: false,
    ...(proxy && { createConnection: tunnelThrough(proxy, new URL(bot.url), parts.handshakeMs) as never }),
  };
  const socket = new WebSocket(url, options);
  let phase: 'dialling' | 'greeted' | 'proving' | 'live' | 'over' = 'dialling';
  let hello: Hello | null = null;
  let clock = { bot: 0, at: 0, session: '' };
  let heard = performance.now();
  let failure = '';
  /** The bot does not know this address: it has another key now, or never gave it out. */
  let turnedAway = false;

  function close(reason: CloseReason, why?: string): void {
    if (why) log.warn({ reason, why }, 'The connection to the bot is closed from this side.');
    phase = 'over';
    jobs.detach();
    frames.stop();
    socket.close(CLOSE[reason], reason);
    // A peer that does not answer the close must not hold this process.
    setTimeout(() => socket.terminate(), 2_000).unref();
  }

  function send(text: string): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  }

  /** A bot in other hands may ask and ask and read no answer: they would fill this process. */
  function cutIfDeaf(): void {
    if (socket.bufferedAmount <= (parts.maxUnreadBytes ?? 2 * TOTAL_BYTES)) return;
    log.warn({}, 'The bot does not read what it is sent; its line is cut.');
    socket.terminate();
  }

  async function frame(text: string): Promise<void> {
    if (phase === 'over') return;
    const read = readFrame(text, BotFrame);
    if (!read.ok) return close(read.code, read.why);
    const { frame: said } = read;
    if (said.type === 'welcome') {
      if (phase !== 'greeted' || !hello) return close('early', 'a welcome that was not asked for');
      const at = performance.now();
      const answered = await answerWelcome(said.welcome, hello, greeter);
      if (!answered.ok) return close('untrusted', answered.why);
      clock = { bot: answered.at, at, session: answered.session };
      phase = 'proving';
      return send(JSON.stringify({ type: 'proof', proof: answered.proof }));
    }
    if (said.type === 'trust') {
      if (phase !== 'greeted' || !greeter.trust) return close('early', 'the bot’s keys at the wrong time');
      const { learned, why } = await greeter.trust.learn(said.documents);
      const { version } = greeter.trust.trust();
      if (learned > 0)
        log.warn({ learned, version }, 'The bot has another signing key, by the word of the one before.');
      if (why !== null)
        log.error({ why, version }, 'What the bot says of its keys does not follow from what is known.');
      return;
    }
    if (said.type === 'ready') {
      if (phase !== 'proving' || said.session !== clock.session)
        return close('early', 'ready before its time');
      phase = 'live';
      clearTimeout(patience);
      jobs.attach({ id: clock.session, send, now: () => clock.bot + (performance.now() - clock.at) });
      return parts.onLive(clock.session);
    }
    if (phase !== 'live') return close('early', `${said.type} before the handshake`);
    if (said.type === 'ack') return jobs.ack(said);
    await jobs.deliver(said);
  }

  // A bot in other hands may send faster than this host works off: it waits, and not this process's memory.
  const frames = frameQueue({
    handle: (text) =>
      frame(text).catch((error: unknown) => {
        log.error({ error: String(error).slice(0, 500) }, 'A frame could not be handled.');
        close('broken');
      }),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });

  const patience = setTimeout(() => close('slow', 'the handshake took too long'), parts.handshakeMs);
  const beat = setInterval(() => {
    if (phase === 'dialling') return;
    if (performance.now() - heard > parts.deadAfterMs) {
      log.warn(
        { silentMs: Math.round(performance.now() - heard) },
        'The bot has fallen silent; dialling again.',
      );
      phase = 'over';
      socket.terminate();
    } else send(PING);
  }, parts.heartbeatMs);

  const ended = new Promise<Ended>((resolve) => {
    socket.on('open', () => {
      heard = performance.now();
      void helloOf(greeter).then((first) => {
        hello = first;
        if (phase === 'dialling') phase = 'greeted';
        send(JSON.stringify(first));
      });
    });
    socket.on('message', (data, isBinary) => {
      heard = performance.now();
      if (phase === 'over') return;
      cutIfDeaf();
      if (isBinary) return close('garbage', 'a binary frame');
      const text = data.toString();
      if (text !== PONG) frames.push(text);
    });
    socket.on('ping', cutIfDeaf);
    socket.on('error', (error) => {
      failure ||= error.message;
    });
    socket.on('unexpected-response', (_request, response) => {
      failure = `HTTP ${response.statusCode}`;
      turnedAway = response.statusCode === 404;
      response.resume();
      socket.terminate();
    });
    socket.on('close', (code, reason) => {
      phase = 'over';
      clearTimeout(patience);
      clearInterval(beat);
      jobs.detach();
      resolve({ code: turnedAway ? CLOSE.unknown : code, reason: reason.toString() || failure });
    });
  });
  return { ended, close: (reason) => close(reason) };
}
