/**
 * @module agent/bundle/sources/processes
 * The OpenClaw processes that belong to this gateway, and those that are in its way: since when, how they were started,
 * on which ports.
 */

import type { OpenClawProcess } from '../../gateways/processes.ts';
import { defineSource, notCollected } from '../source.ts';

export const processes = defineSource({
  id: 'processes',
  title: 'processes of the gateway',
  limitMs: 4_000,
  async collect({ target, host }) {
    if (!target.processes.ok) return { missing: [notCollected('processes', target.processes.why)] };
    const groups: [string, readonly OpenClawProcess[]][] = [
      ['gateway', target.processes.value],
      ['same port', target.rivals.samePort],
      ['same state', target.rivals.sameState],
      ['holds its lock', target.lockers],
    ];
    const rows: string[] = [];
    for (const [what, all] of groups)
      for (const { pid, parent, state, startedAt, argv, ports, exeDeleted, root } of all) {
        const status = await host.read(`/proc/${pid}/status`, { maxBytes: 8_192 });
        const memory = /^VmRSS:\s+(\d+) kB/m.exec(status.ok ? (status.value ?? '') : '')?.[1];
        const resident = memory === undefined ? 'unknown' : `${Math.round(Number(memory) / 1024)} MB`;
        const exe = exeDeleted ? 'replaced on disk' : '';
        const where = root === '' ? '' : 'in a container';
        const words = argv.filter((word) => word !== '').join(' ') || '(renamed itself)';
        rows.push(
          [
            what,
            pid,
            parent,
            state,
            new Date(startedAt).toISOString(),
            resident,
            ports.join(','),
            exe,
            where,
            words,
          ]
            .map((cell) => String(cell).replace(/[\t\n\r]+/g, ' '))
            .join('\t'),
        );
      }
    const head = [
      'what',
      'pid',
      'parent',
      'state',
      'since',
      'memory',
      'ports',
      'program',
      'place',
      'command',
    ];
    return {
      files: [
        {
          name: 'system/processes.tsv',
          source: '/proc',
          text: `${head.join('\t')}\n${rows.length > 0 ? rows.join('\n') : '(no process of this gateway)'}\n`,
          cut: null,
        },
      ],
    };
  },
});
