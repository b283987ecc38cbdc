/**
 * @module agent/probes/usual-port
 * The road that clients on this host take, where it is not the gateway's own port: a tunnel, a proxy or a second
 * gateway answers there. A gateway that works on its own port does not help people whose road breaks after hello.
 */

import { precedenceHere } from '../credentials/client-precedence.ts';
import { credentialCopies, presentedCopy } from '../credentials/credential-copies.ts';
import { WINDOW_MS } from '../credentials/refusals.ts';
import { readFacts, talkFacts } from '../gateway-rpc/conversation-facts.ts';
import { talk } from '../gateway-rpc/gateway-socket.ts';
import { at, textAt } from '../gateways/config-file.ts';
import { defineProbe, factsOn } from '../probe.ts';

export const usualPort = defineProbe({
  id: 'usual-port',
  title: 'the port that clients here use, where the gateway listens on another',
  gives: [
    'connect.reached',
    'connect.hello',
    'connect.timed-out',
    'connect.close.code',
    'connect.close.reason',
    'connect.credential',
    'connect.last-at',
    'connect.protocol',
    'connect.scopes',
    'rpc.read.ok',
    'rpc.error.code',
    'rpc.error.method',
    'rpc.error.missing-scope',
    'clients.url.answers',
  ],
  needs: 'loopback, and the credential that a local client would use',
  timeoutMs: 12_000,
  async look(context) {
    const { host, target, shell, fingerprint, refusals, now, signal } = context;
    const source = `ws://127.0.0.1:${target.clientPort}`;
    const running = target.processes.ok && target.processes.value.length > 0;
    // A container has ports of its own; a file that cannot be parsed says nothing of where clients go.
    const other = target.clientPort !== target.port && target.root === '' && target.config.parse === 'ok';
    if (!running || !other) return { source, text: 'clients use its own port', facts: [] };
    const mode = textAt(target.config.value, 'gateway.auth.mode');
    const copies = await credentialCopies(host, target, shell, fingerprint);
    const copy = mode === 'none' ? null : presentedCopy(copies, mode, await precedenceHere(context));
    const road = `${target.configPath}#${target.clientPort}`;
    const began = target.processes.ok ? (target.processes.value[0]?.startedAt ?? 0) : 0;
    if (mode !== 'none' && copy === null) return { source, text: 'no credential to show there', facts: [] };
    if (copy && refusals.of(road, copy.fingerprint ?? '', began, now()))
      return {
        source,
        look: 'refused',
        why: 'this credential was refused there within ten minutes',
        facts: [],
      };
    const auth =
      copy === null
        ? null
        : copy.kind === 'password'
          ? { password: copy.value ?? '' }
          : { token: copy.value ?? '' };
    const told = await talk({
      port: target.clientPort,
      tls: at(target.config.value, 'gateway.tls.enabled') === true,
      signal,
      auth,
      reads: [{ method: 'health' }, { method: 'status' }],
    });
    if (copy && told.refused?.code?.startsWith('AUTH_'))
      refusals.remember({
        gateway: road,
        fingerprint: copy.fingerprint ?? '',
        startedAt: began,
        at: now(),
        until: now() + WINDOW_MS,
        code: told.refused.code,
        reason: told.refused.reason,
        message: told.refused.message,
        closeCode: null,
        closeReason: null,
      });
    // Nobody, or somebody else, on that port is no fault of this gateway; a greeting that leads nowhere is.
    if (told.hello === null) return { source, text: `reached: ${told.reached}`, facts: [] };
    const subject = `${target.subject}/client:usual-port`;
    const facts = [
      ...talkFacts(subject, told, { copy: copy?.id ?? null, open: copy === null }, now()),
      ...readFacts(subject, told),
      // Another port is no wrong address where a gateway greets on it: a tunnel, or a proxy in between.
      ...factsOn(target.subject, { 'clients.url.answers': 'gateway' }),
    ];
    return {
      source,
      text: `reached: ${told.reached}; status: ${told.answers.status?.ok === true ? 'ok' : 'not answered'}`,
      facts: facts.filter(
        ({ fact }) => !fact.startsWith('connect.refusal') && fact !== 'connect.transport-error',
      ),
    };
  },
});
