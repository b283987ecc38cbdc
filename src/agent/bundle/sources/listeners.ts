/**
 * @module agent/bundle/sources/listeners
 * Who listens where on this host, by whose user and process: asked before anybody argues about a configuration.
 */
import { accounts } from '../../host/accounts.ts';
import { allListeners } from '../../host/listeners.ts';
import { defineSource, notCollected } from '../source.ts';

export const listeners = defineSource({
  id: 'listeners',
  title: 'listening sockets and their owners',
  limitMs: 8_000,
  async collect({ host, target }) {
    const [found, people] = await Promise.all([allListeners(host), accounts(host)]);
    if (!found.ok) return { missing: [notCollected('listening sockets', found.why)] };
    const nameOf = (uid: number): string => people.find((one) => one.uid === uid)?.name ?? String(uid);
    const rows = found.value.map(({ address, port, uid, pid, program }) => {
      const mark = port === target.port ? 'gateway' : port === target.clientPort ? 'clients try it' : '';
      return [`${address}:${port}`, nameOf(uid), pid ?? 'unknown', program ?? 'unknown', mark].join('\t');
    });
    const unseen = found.value.filter(({ pid }) => pid === null).length;
    const why = 'their processes belong to other users; run as root to see them';
    return {
      files: [
        {
          name: 'system/listeners.tsv',
          source: '/proc/net/tcp',
          text: `address\tuser\tpid\tprogram\tnote\n${rows.join('\n')}\n`,
          cut: null,
        },
      ],
      missing:
        unseen > 0
          ? [notCollected(unseen === 1 ? 'the owner of 1 socket' : `the owners of ${unseen} sockets`, why)]
          : [],
    };
  },
});
