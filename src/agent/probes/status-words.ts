/**
 * @module agent/probes/status-words
 * What OpenClaw's own status commands said lately: each leaves its printed words in the gateway's log, without the
 * name of a part (2026.9.6). A red answer there is what an operator acts on, so the port that it asked is held
 * against the one that this gateway listens on. That it was red proves nothing: it may have been so then.
 */
import { type LogLine, logLine } from '../gateways/log-lines.ts';
import { defineProbe, factsOn } from '../probe.ts';
import { logFile } from './log-tail.ts';

const LOG_BYTES = 128 * 1024;
/** An operator who looked longer ago has looked again since. Milliseconds. */
const LATELY_MS = 5 * 60_000;
/** The lines of one command lie this close together. Milliseconds. */
const ONE_PRINT_MS = 2_000;

const RED =
  /^(?:RPC|Connectivity|Read) probe: (?:failed|timed out)|^Reachable: no\b|^Gateway not reachable after waiting/i;
const GREEN = /^(?:RPC|Connectivity|Read) probe: ok|^Reachable: yes/i;
const TARGET = /^(?:Probe target: |Local loopback )wss?:\/\/[^\s/]{1,120}:(\d{2,5})\b/;

type Red = { at: number; port: number; quote: string };

/** The newest red answer and the port that it asked; null without one, or where a green one came after it. */
export function redCommand(lines: readonly LogLine[], now: number): Red | null {
  const printed = lines.flatMap(({ subsystem, at, message }) =>
    subsystem === null && at !== null && at > now - LATELY_MS ? [{ at, message }] : [],
  );
  const red = printed.findLast(({ message }) => RED.test(message));
  if (!red || printed.some(({ at, message }) => at > red.at && GREEN.test(message))) return null;
  const near = printed.filter(({ at }) => Math.abs(at - red.at) < ONE_PRINT_MS);
  const port = near.map(({ message }) => TARGET.exec(message)?.[1]).find((one) => one !== undefined);
  if (port === undefined) return null;
  return { at: red.at, port: Number(port), quote: `${red.message.slice(0, 120)} (it asked port ${port})` };
}

export const statusWords = defineProbe({
  id: 'status-words',
  title: "what OpenClaw's own status commands said in the last minutes",
  gives: ['command.red-port'],
  needs: "to read the log file as the gateway's user",
  timeoutMs: 2_000,
  async look(context) {
    const path = await logFile(context);
    const text = await context.host.read(path, { maxBytes: LOG_BYTES, tail: true });
    if (!text.ok) return { source: path, how: 'log', look: text.look, why: text.why, facts: [] };
    const { target } = context;
    const lines = (text.value ?? '').split('\n').flatMap((line) => (line === '' ? [] : [logLine(line)]));
    const red = redCommand(lines, context.now());
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    // What was said of the process before this one is about that one.
    if (red === null || (main && red.at < main.startedAt)) return { source: path, how: 'log', facts: [] };
    const { at, port, quote } = red;
    return {
      source: path,
      how: 'log',
      facts: factsOn(target.subject, { 'command.red-port': port }).map((fact) => ({
        ...fact,
        at: new Date(at).toISOString(),
        quote,
      })),
    };
  },
});
