/**
 * @module diagnosis/cards/process
 * The process itself: it is frozen, it keeps dying, or it waits for a lock of one that is dead. Whoever answers in
 * the same run stood still for a moment only.
 */

import { change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { LOGS, RESTART, STATUS } from './commands.ts';
import { GREETS, NO_PROCESS, sign, told } from './shapes.ts';

export const PROCESS_CARDS = [
  card({
    id: 'gateway-frozen',
    says: {
      en: {
        title: 'The gateway process is frozen',
        says: 'The process exists and holds its port but is {state|stopped}; nothing is answered.{pid? PID %.}',
        mistakenWhen: 'It was paused on purpose, or a debugger holds it.',
      },
    },
    rank: 4,
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.process.state', is: 'stopped' },
        { fact: 'gateway.container.state', is: 'paused' },
        {
          all: [
            { fact: 'gateway.process.state', is: 'blocked' },
            { fact: 'gateway.http.live', is: 'timeout' },
          ],
        },
      ],
    },
    supporting: [
      { fact: 'gateway.http.live', is: 'timeout' },
      { fact: 'gateway.listener.state', is: 'listening' },
    ],
    // Who answers in the same look stood still for a moment only.
    contradicting: [
      { fact: 'gateway.http.live', is: 'ok' },
      { fact: 'gateway.http.answers', is: 'late' },
      GREETS,
    ],
    params: { pid: 'gateway.process.pid', state: 'gateway.process.state' },
    checks: [look('ps -o pid,stat,wchan:20,etime,args -p {pid}'), STATUS],
    fixes: [
      look('cat /proc/{pid}/status'),
      change('kill -CONT {pid}', 'if somebody stopped it by hand'),
      RESTART,
    ],
    suppresses: ['event-loop-saturated', 'handshake-timeout', 'gateway-unreachable', 'probe-false-green'],
  }),
  card({
    id: 'service-crash-loop',
    says: {
      en: {
        title: 'The gateway keeps crashing',
        says: 'The supervisor restarted it {restarts|many} times{exit?; it last ended with code %}{result? (%)}.',
        mistakenWhen: 'The restarts were planned, or the exit code is 78 (configuration rejected).',
      },
    },
    families: ['crashes'],
    meanwhile: 'restarting',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            { fact: 'gateway.service.restarts', above: 3 },
            { fact: 'gateway.service.active', oneOf: ['activating', 'failed'] },
            { not: { fact: 'gateway.service.exit-code', oneOf: [0, 78] } },
          ],
        },
        // The supervisor itself gave up.
        {
          all: [
            { fact: 'gateway.service.result', is: 'start-limit-hit' },
            { not: { fact: 'gateway.service.exit-code', is: 78 } },
          ],
        },
        // Caught while it runs for a moment: it failed several times in the last minutes.
        {
          all: [
            { fact: 'gateway.service.recent-failures', above: 2 },
            { not: { fact: 'gateway.service.exit-code', is: 78 } },
          ],
        },
        // Whoever restarts it: three runs in ten minutes that ended without a word, and none that lasts.
        {
          all: [
            { fact: 'gateway.boot.recent-crashes', above: 2 },
            {
              either: [
                NO_PROCESS,
                { fact: 'gateway.process.uptime-s', below: 120 },
                // Between two runs, and the next one shows no more than its name yet.
                { fact: 'gateway.process.maybe-starting', is: true },
              ],
            },
          ],
        },
        sign('service.sign', 'crash-loop', 'uncaught-exception'),
      ],
    },
    supporting: [{ fact: 'gateway.boot.last-outcome', is: 'crash' }, told('keeps-restarting')],
    hints: [told('keeps-restarting'), sign('service.sign', 'exits-at-once')],
    fromText: 0.6,
    params: {
      restarts: 'gateway.service.restarts',
      exit: 'gateway.service.exit-code',
      unit: 'gateway.service.unit',
      result: 'gateway.service.result',
    },
    checks: [STATUS, LOGS],
    fixes: [look('journalctl --user -u openclaw-gateway -n 200 --no-pager'), RESTART],
    suppresses: ['service-stopped', 'gateway-unreachable'],
  }),
  card({
    id: 'boot-safe-mode',
    says: {
      en: {
        title: 'The crash-loop breaker has tripped',
        says: 'After several unclean starts the gateway runs in safe mode: channels do not start automatically.',
        mistakenWhen: 'The channel was stopped by hand.',
      },
    },
    families: ['crashes'],
    meanwhile: 'restarting',
    layer: 'process',
    severity: 2,
    remediation: 'restart+validate',
    decisive: sign('service.sign', 'safe-mode'),
    fromText: 0.75,
    checks: [STATUS, LOGS],
    fixes: [look('openclaw gateway stability --bundle latest'), RESTART],
  }),
  card({
    id: 'stale-lock',
    says: {
      en: {
        title: 'A lock of a dead process blocks work',
        says: 'A lock names a process that no longer exists, or a reused PID. Work that needs the lock times out.',
        mistakenWhen: 'The named process is alive and is an OpenClaw gateway.',
      },
    },
    families: ['locks'],
    meanwhile: 'always',
    passes: true,
    layer: 'process',
    severity: 2,
    remediation: 'restart+validate',
    decisive: sign('lock.sign', 'owner-gone', 'session-file'),
    hints: [sign('lock.sign', 'left-over')],
    supporting: [told('after-reboot')],
    fromText: 0.66,
    checks: [look('ps -p {pid}', 'the pid that the lock names'), LOGS],
    fixes: [RESTART, lookInShell('ls -l agents/*/sessions/*.lock', 'in the state directory')],
  }),
] as const;
