/**
 * People write into chats what gateways write into logs, without a quotation mark, and over several lines that look like
 * a log themselves. An agent repeats it, and a warning of a channel tells what it left aside.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';

const SAID = [
  'Gateway failed to start: Refusing to bind gateway to lan without auth.',
  'session delivery: failed to scan pending entries: Error: ENOSPC: no space left on device',
  '[telegram] [default] channel exited: 401: Unauthorized',
  'cron: timer tick failed: database is locked',
  'unauthorized: gateway token mismatch (provide gateway auth token)',
  'ERR_MODULE_NOT_FOUND: failed to load plugin desk',
];

export default defineHealthy({
  name: 'chat-writes-logs',
  title: 'chats hold whole log lines of failures, bare and over several lines',
  async plant(lab) {
    await lab.start();
    const at = new Date().toISOString();
    appendLog(
      lab,
      SAID.flatMap((words) => [
        { ago: 0, subsystem: 'gateway/channels/telegram/inbound', message: words },
        { ago: 0, subsystem: 'gateway/channels/slack', message: `dora: ${words}` },
        { ago: 0, subsystem: 'agent/embedded', message: `it says\n${at} [gateway] ${words}` },
        {
          ago: 0,
          level: 'WARN' as const,
          subsystem: 'telegram',
          message: `left aside what 7 wrote: ${words}`,
        },
      ]),
    );
    return undefined;
  },
});
