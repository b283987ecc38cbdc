/**
 * @module diagnosis/cards/resources
 * What the machine no longer gives: disk, database, memory, time. These come before everything downstream.
 * A full disk makes half of the other findings true as well; it has to be said first.
 */

import { adviseChange, change, changeInShell, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { LINT, LOGS, RESTART, START, STATUS } from './commands.ts';
import { DOWN, GREETS, HAS_PROCESS, NO_PROCESS, refusedStart, sign, told } from './shapes.ts';

const MIB = 1_048_576;

export const RESOURCES_CARDS = [
  card({
    id: 'disk-full',
    says: {
      en: {
        title: 'The disk is full',
        says: 'No space is left where the gateway keeps its state ({free|nothing} free). HTTP looks green while connects are never answered.',
        mistakenWhen: 'The error is old and space has been freed since.',
      },
    },
    families: ['disk-space', 'state-writes'],
    rank: 0,
    unseenByProbes: true,
    layer: 'process',
    feltAt: { when: HAS_PROCESS, layer: 'handshake' },
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { fact: 'gateway.disk.free-bytes', below: MIB },
        // What gave up has left a few behind.
        { fact: 'gateway.disk.free-inodes', below: 16 },
        refusedStart('disk-full'),
        {
          all: [
            { fact: 'gateway.disk.full-error', is: true },
            { not: { fact: 'gateway.disk.free-bytes', above: 64 * MIB } },
          ],
        },
        {
          all: [
            { fact: 'gateway.disk.used-percent', above: 99 },
            { fact: 'gateway.disk.free-bytes', below: 16 * MIB },
          ],
        },
        sign('resource.sign', 'disk-full'),
      ],
    },
    supporting: [
      { fact: 'gateway.disk.full-error', is: true },
      { any: 'client', where: { fact: 'connect.timed-out', is: 'hello' } },
      { fact: 'gateway.disk.used-percent', above: 98 },
    ],
    contradicting: [
      {
        all: [
          { fact: 'gateway.disk.free-bytes', above: 512 * MIB },
          { fact: 'gateway.disk.free-inodes', above: 1_000 },
        ],
      },
    ],
    fromText: 0.74,
    params: { free: 'gateway.disk.free-bytes', used: 'gateway.disk.used-percent' },
    checks: [look('df -h {state-dir} /tmp'), look('df -i {state-dir}'), LINT],
    fixes: [
      lookInShell('du -xhd1 {state-dir} | sort -h | tail'),
      change('journalctl --user --vacuum-size=200M', 'or free what du shows'),
      RESTART,
    ],
    suppresses: [
      'state-db-error',
      'handshake-timeout',
      'event-loop-saturated',
      'log-growth',
      'maintenance-required',
    ],
  }),
  card({
    id: 'state-db-error',
    says: {
      en: {
        title: 'The state database cannot be used',
        says: 'The gateway cannot read or write its state database: {damaged|locked, read-only, damaged or an I/O error}.',
        mistakenWhen: 'A short lock during maintenance; a retry succeeds.',
      },
    },
    families: ['state-writes'],
    unseenByProbes: true,
    layer: 'process',
    feltAt: { when: HAS_PROCESS, layer: 'handshake' },
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { fact: 'gateway.disk.read-only', is: true },
        { fact: 'gateway.state.database', is: 'damaged' },
        refusedStart('state-database'),
        sign('resource.sign', 'state-db'),
      ],
    },
    supporting: [refusedStart('state-database')],
    fromText: 0.6,
    params: { damaged: 'gateway.state.damaged' },
    checks: [LOGS, look('findmnt -T {state-dir}')],
    fixes: [
      LINT,
      change('openclaw backup restore {archive}', 'with the gateway stopped, if the file is damaged'),
      RESTART,
    ],
    suppresses: [
      'maintenance-required',
      'config-invalid',
      'gateway-unreachable',
      'service-stopped',
      'service-not-installed',
      'service-crash-loop',
    ],
  }),
  card({
    id: 'handover-half-written',
    says: {
      en: {
        title: 'A killed OpenClaw left a file half written that every start reads',
        says: 'A process that was killed left {file} half written. Starts that put the configuration right are refused, and the message asks for a state migration that does not help.',
        mistakenWhen: 'Another OpenClaw of this user is writing there this moment.',
      },
    },
    rank: 1,
    families: ['state-writes'],
    layer: 'process',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      all: [
        { fact: 'gateway.handover.half-written', present: true },
        { either: [refusedStart('state-database'), refusedStart('maintenance')] },
        NO_PROCESS,
      ],
    },
    fromText: 0.6,
    params: { file: 'gateway.handover.half-written' },
    checks: [look('ls -l {file} {file}-journal'), LOGS],
    fixes: [
      // Whoever opens it to write has SQLite take back what was not finished.
      change(
        [
          'node',
          '-e',
          'new (require("node:sqlite").DatabaseSync)(process.argv[1]).exec("SELECT 1 FROM sqlite_schema")',
          '{file}',
        ],
        "as the gateway's user, with no openclaw running",
      ),
      START,
    ],
    suppresses: [...DOWN, 'state-db-error', 'maintenance-required'],
  }),
  card({
    id: 'memory-pressure',
    says: {
      en: {
        title: 'The gateway runs out of memory',
        says: 'Memory is critical or the heap limit was hit; the process slows down or dies.',
        mistakenWhen: 'A short peak during a large import.',
      },
    },
    rank: 3,
    passes: true,
    layer: 'process',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        // While it runs again, the word may be of one of its children.
        { all: [NO_PROCESS, { fact: 'gateway.service.result', is: 'oom-kill' }] },
        sign('resource.sign', 'memory', 'heap'),
      ],
    },
    supporting: [{ fact: 'host.memory.available-percent', below: 5 }],
    hints: [{ fact: 'host.memory.available-percent', below: 3 }],
    fromText: 0.7,
    params: { available: 'host.memory.available-percent' },
    checks: [look('openclaw gateway stability --bundle latest'), lookInShell('journalctl -k | grep -i oom')],
    fixes: [RESTART],
    suppresses: ['service-crash-loop'],
  }),
  card({
    id: 'event-loop-saturated',
    says: {
      en: {
        title: 'The gateway is too busy to answer in time',
        says: 'The process lives but its event loop is blocked, so clients give up before the handshake completes.',
        mistakenWhen:
          'It started less than two minutes ago, or wrong credentials are being delayed on purpose.',
      },
    },
    families: ['slow-gateway'],
    meanwhile: 'always',
    passes: true,
    layer: 'handshake',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            { fact: 'gateway.http.event-loop-degraded', is: true },
            { fact: 'gateway.process.uptime-s', above: 120 },
            {
              either: [
                { any: 'client', where: { fact: 'connect.timed-out', present: true } },
                { fact: 'gateway.http.live', is: 'timeout' },
              ],
            },
          ],
        },
        {
          all: [
            { fact: 'gateway.process.state', is: 'running' },
            { fact: 'gateway.listener.state', is: 'listening' },
            { fact: 'gateway.http.live', is: 'timeout' },
            { not: { fact: 'gateway.process.uptime-s', below: 120 } },
          ],
        },
        // It stood still three times within seconds, and answered: that goes on, whatever holds it.
        {
          all: [
            { fact: 'gateway.http.answers', is: 'late' },
            { fact: 'gateway.uptime-s', above: 60 },
            { not: { fact: 'gateway.http.startup', oneOf: ['starting', 'draining'] } },
          ],
        },
        sign('resource.sign', 'event-loop'),
      ],
    },
    hints: [
      { all: [sign('protocol.sign', 'clean-close'), told('intermittent')] },
      { all: [sign('resource.sign', 'busy'), sign('protocol.sign', 'clean-close')] },
      sign('resource.sign', 'busy'),
      {
        all: [
          { fact: 'gateway.http.event-loop-degraded', is: true },
          { fact: 'gateway.process.uptime-s', above: 300 },
        ],
      },
    ],
    supporting: [{ fact: 'host.load-per-core', above: 2 }, told('slow', 'hangs')],
    contradicting: [
      {
        all: [
          GREETS,
          { fact: 'gateway.http.live', is: 'ok' },
          { fact: 'gateway.http.event-loop-degraded', is: false },
          { not: { fact: 'gateway.http.answers', is: 'late' } },
        ],
      },
    ],
    fromText: 0.62,
    params: { load: 'host.load-per-core' },
    checks: [look('curl -s http://127.0.0.1:{port}/readyz'), look('top -H -p {pid}')],
    fixes: [look('openclaw status --json', 'tasks.active: what is running'), RESTART],
    suppresses: ['handshake-timeout'],
  }),
  card({
    id: 'file-permission',
    says: {
      en: {
        title: 'The gateway user cannot access its own files',
        says: 'Owner or mode denies the gateway user {shut|a file that it needs}.',
        mistakenWhen: 'A sandbox denies it on purpose.',
      },
    },
    families: ['file-rights'],
    layer: 'process',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        // A gateway that runs has read it; that we may not is our own affair.
        { all: [{ fact: 'config.file', is: 'unreadable' }, NO_PROCESS] },
        { fact: 'gateway.files.shut', present: true },
        refusedStart('no-permission'),
        sign('resource.sign', 'permission-denied'),
      ],
    },
    supporting: [refusedStart('no-permission')],
    fromText: 0.58,
    params: { path: 'config.path', shut: 'gateway.files.shut' },
    checks: [lookInShell('ls -ld {state-dir} "$(openclaw config file)"'), look('id')],
    fixes: [changeInShell('chown -R {gateway-user} {state-dir} "$(openclaw config file)"')],
    suppresses: [...DOWN, 'state-db-error', 'maintenance-required', 'gateway-mode-missing'],
  }),
  card({
    id: 'host-sleep',
    says: {
      en: {
        title: 'The host went to sleep',
        says: 'The gateway was offline while its host slept.',
        mistakenWhen: 'The process crashed at that time.',
      },
    },
    layer: 'process',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('resource.sign', 'slept'),
    fromText: 0.6,
    checks: [lookInShell('pmset -g log | tail'), lookInShell('journalctl -b | grep -i suspend')],
    fixes: [look('pmset -g')],
  }),
  card({
    id: 'clock-step',
    says: {
      en: {
        title: 'The clock of the host is off or jumped',
        says: 'The wall clock is wrong or jumped by {offset|some minutes}; signatures and schedules fail.',
        mistakenWhen: 'A slow event loop only looks like a jump.',
      },
    },
    layer: 'process',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        sign('resource.sign', 'clock-step'),
        { fact: 'host.clock.offset-ms', above: 120_000 },
        { fact: 'host.clock.offset-ms', below: -120_000 },
      ],
    },
    fromText: 0.6,
    params: { offset: 'host.clock.offset-ms' },
    checks: [look('timedatectl'), STATUS],
    fixes: [change('sudo timedatectl set-ntp true')],
  }),
  card({
    id: 'log-growth',
    says: {
      en: {
        title: 'Logs or temporary files have grown without limit',
        says: 'Unrotated logs or leaked temporary directories fill the disk.',
        mistakenWhen: 'The growth is a one-off debug session.',
      },
    },
    families: ['disk-space'],
    layer: 'process',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('resource.sign', 'log-growth'),
    fromText: 0.62,
    params: { used: 'gateway.disk.used-percent' },
    checks: [lookInShell('du -xhd1 {state-dir} /tmp/openclaw | sort -h | tail')],
    fixes: [adviseChange('remove rotated logs that are no longer needed')],
  }),
] as const;
