/**
 * @module hub/host-key
 * What admins do with a host's key: take the host out, let it in again, take the key away. What the bot found by itself
 * (one key in two places) no word in chat undoes: that takes a new key.
 */
import type { Log } from '../log.ts';
import type { Self } from '../storage/objects.ts';
import type { HostEvents } from './host-events.ts';
import { changeHost, readHost } from './host-record.ts';
import { shut } from './host-sockets.ts';
import type { HostMessage, KeyReply } from './messages.ts';

type Of<T extends HostMessage['type']> = Extract<HostMessage, { type: T }>;

export function hostKeyAnswers(parts: { self: Self; events: HostEvents; log: Log }) {
  const { self, events, log } = parts;
  const { store } = self;

  const shutAll = (reason: 'quarantined' | 'unknown'): void => {
    for (const socket of self.sockets()) shut(socket, reason);
  };

  return {
    quarantine({ why, by }: Of<'quarantine'>): KeyReply {
      const row = readHost(store);
      if (row.kid === null) return { ok: false, code: 'not-joined' };
      // What the bot has found weighs more than what somebody says of it later.
      if (row.quarantined === null || row.quarantined_by !== null)
        changeHost(store, { quarantined: why, quarantined_by: by });
      events.dropAll('quarantined', why);
      shutAll('quarantined');
      log.warn({ by }, 'A host was quarantined by an admin.');
      return { ok: true };
    },
    letIn({ by }: Of<'let-in'>): KeyReply {
      const row = readHost(store);
      if (row.quarantined === null) return { ok: false, code: 'not-quarantined' };
      if (row.quarantined_by === null) return { ok: false, code: 'by-the-bot', why: row.quarantined };
      changeHost(store, { quarantined: null, quarantined_by: null });
      log.info({ by }, 'A host was let in again.');
      return { ok: true };
    },
    revoke({ by }: Of<'revoke'>): KeyReply {
      if (readHost(store).kid === null) return { ok: false, code: 'not-joined' };
      events.dropAll('revoked', 'the key of this host was taken away');
      changeHost(store, {
        kid: null,
        public_x: null,
        former_kid: null,
        former_x: null,
        confirmed: 0,
        quarantined: null,
        quarantined_by: null,
        marked: null,
      });
      shutAll('unknown');
      log.warn({ by }, 'The key of a host was revoked.');
      return { ok: true };
    },
  };
}
