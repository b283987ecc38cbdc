/**
 * @module dispatch/errands
 * Brings orders to one host through AWS SSM, and its answers back, one step each time that the host's object wakes. Whether
 * a command was sent is written down before and looked up after; so one that is cut off anywhere is not sent twice, and if
 * it were, the host would take it once.
 */
import type { Log } from '../log.ts';
import { fromBase64url } from '../protocol/base64url.ts';
import { MAX_ERRAND, orderErrandText } from '../protocol/errand.ts';
import { ORDER_LIFE_MS } from '../protocol/limits.ts';
import type { JournalPoint, PublicKey } from '../protocol/words.ts';
import type { Store } from '../storage/objects.ts';
import { afterLook, afterStanding, afterTrouble, type Next, retried, type SsmCode } from './errand-step.ts';
import { type ErrandRow, errandTable, isDue } from './errand-table.ts';
import { untilNextLook } from './pace.ts';
import { linesOf, readAnswer } from './read-answer.ts';
import { isTrouble, type SystemsManager } from './systems-manager.ts';

/** The host's object, as far as errands need it. */
export type ErrandHost = {
  /** Its key, and the one before, which may have signed what was under way when it gave way. */
  key(): { kid: string; publicKey: PublicKey; former: { kid: string; publicKey: PublicKey } | null } | null;
  /** An order that has not ended, and the host key that it is made out to; null: nobody waits for it any more. */
  order(id: string): { digest: string; host: string } | null;
  /**
   * A fresh delivery, counted, with the order as the bot's present key vouches for it and the documents by which a host
   * follows to that key. `asks`: the host has the order, and is only asked how it goes.
   */
  seal(
    id: string,
    asked: { from: number; asks: boolean },
  ): Promise<{ order: string; delivery: string; jti: string; documents: readonly string[] }>;
  /** Frames as a socket would have brought them; false where one is not the host's. */
  hear(frames: readonly string[]): Promise<boolean>;
  refused(id: string, code: string, why: string): void;
  /** The host has signed something just now. */
  alive(journal: JournalPoint): void;
  /** The host has seen a later delivery than this bot remembers: it goes on above that. */
  ahead(counter: number): void;
  /** Whether its key gave way so lately that it may not have read the next one itself. */
  justRotated(): boolean;
  /** A key that has given way long ago answered for an order that is not its own. */
  copied(): void;
  /** What an instance that was invited to join has printed: what to bring it next, or null when that was all. */
  joining(printed: string): Promise<{ next: string | null } | { again: true } | { refused: string }>;
  joinFailed(code: string, why: string): void;
};

export type ErrandRoad = {
  /** An order that SSM is to bring, from now on. */
  begin(order: { id: string; exp: number }, instance: string): void;
  invite(instance: string, body: string, until: number): void;
  dueAt(): number | null;
  /** Does what is due. What it asks of AWS is asked outside the object's turn. */
  work(): Promise<void>;
};

/** The row of an invitation; an order's id has dots. */
export const JOIN = 'join';
/** After an order's time is over its answer may still be on the way. Milliseconds. */
const LAST_ANSWER_MS = 60_000;
/** A machine that does not expect this bot is asked again after this long, in milliseconds. */
const ASK_AGAIN_MS = 20_000;

export function errandRoad(parts: {
  store: Store;
  ssm: SystemsManager;
  host: ErrandHost;
  /** One thing after another, as all that changes the host's object. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  random: (bytes: number) => string;
  chance: () => number;
  now: () => number;
  log: Log;
}): ErrandRoad {
  const { store, ssm, host, inTurn, random, chance, now, log } = parts;
  const table = errandTable(store);
  const clock = () => ({ now: now(), chance: chance() });
  let working: Promise<void> | null = null;

  /** What is still wanted of it; an errand that nobody waits for is over. */
  function standing(row: ErrandRow): 'on' | 'over' | 'late' {
    if (row.id !== JOIN && host.order(row.id) === null) return 'over';
    const grace = row.here > 0 ? ORDER_LIFE_MS : row.jti === null ? 0 : LAST_ANSWER_MS;
    return now() > row.expires_at + grace ? 'late' : 'on';
  }

  async function step(id: string): Promise<void> {
    const row = await inTurn(async () => table.find(id));
    if (row === null || !isDue(row, now())) return;
    const stands = await inTurn(async () => standing(row));
    if (stands !== 'on') {
      if (row.command !== null) await ssm.cancel({ instance: row.instance, command: row.command });
      return inTurn(async () => {
        table.drop(id);
        const code = (row.jti === null ? row.trouble : null) ?? 'ssm-no-answer';
        if (stands === 'late') end(row, code as SsmCode, 'it was tried until its time was over');
      });
    }
    if (row.command !== null) return look(row, row.command);
    if (row.jti !== null) return lookUp(row, row.jti);
    return send(row);
  }

  async function send(row: ErrandRow): Promise<void> {
    const sealed = await inTurn(async () => {
      const made = await makeBody(row);
      // Before it is sent: whoever comes after a crash must know that it may have been.
      if (made !== null) table.change(row.id, { jti: made.jti, sent_at: now(), next_at: now() + 5_000 });
      return made;
    });
    if (sealed === null) return;
    const { instance } = row;
    if (sealed.order.length > MAX_ERRAND)
      return inTurn(async () => end(row, 'ssm-too-large', 'the order does not fit into one parameter'));
    const sent = await ssm.send({ instance, order: sealed.order, marker: sealed.jti });
    if (isTrouble(sent)) {
      log.warn({ order: row.id, trouble: sent.trouble, why: sent.why }, 'SSM did not take a command.');
      return follow(row, afterTrouble(row, sent, { ...clock(), sending: true }));
    }
    log.info({ order: row.id, command: sent.command, road: 'ssm' }, 'An order was sent to the host.');
    await inTurn(async () => noteCommand(row, sent.command));
  }

  const noteCommand = (row: ErrandRow, command: string): void =>
    table.change(row.id, { command, looks: 0, trouble: null, next_at: now() + untilNextLook(0, chance()) });

  async function makeBody(row: ErrandRow): Promise<{ order: string; jti: string } | null> {
    if (row.body !== null) return { order: row.body, jti: random(16) };
    if (host.order(row.id) === null) return null;
    const sealed = await host.seal(row.id, { from: row.here, asks: row.here > 0 });
    const { order: envelope, delivery, jti, documents } = sealed;
    return { order: orderErrandText({ order: envelope, delivery }, documents), jti };
  }

  /** It may have been sent: it is looked for by its marker before another one is. */
  async function lookUp(row: ErrandRow, marker: string): Promise<void> {
    const since = row.sent_at ?? now();
    const found = await ssm.find({ instance: row.instance, marker, since });
    if (isTrouble(found)) return follow(row, afterTrouble(row, found, { ...clock(), sending: false }));
    await inTurn(async () => {
      if (found.command !== null) noteCommand(row, found.command);
      else table.change(row.id, { jti: null, next_at: now(), tries: row.tries + 1 });
    });
  }

  async function look(row: ErrandRow, command: string): Promise<void> {
    const looked = await ssm.look({ instance: row.instance, command });
    if (isTrouble(looked)) return follow(row, afterTrouble(row, looked, { ...clock(), sending: false }));
    await follow(row, afterLook(row, looked, { ...clock(), document: ssm.document }));
  }

  async function follow(row: ErrandRow, next: Next): Promise<void> {
    if (next.do === 'ask-standing') {
      const standing = await ssm.standing(row.instance);
      const after = afterStanding(row, standing, clock());
      if (after.do === 'end' && row.command !== null)
        await ssm.cancel({ instance: row.instance, command: row.command });
      return follow(row, after);
    }
    return inTurn(async () => {
      const current = table.find(row.id);
      // Ended meanwhile, or begun anew; what has just been sent has its delivery's id from then on.
      if (current === null || (row.jti !== null && current.jti !== row.jti)) return;
      if (next.do === 'wait') table.change(row.id, next.changes);
      else if (next.do === 'end') end(row, next.code, next.why);
      else await take(row, next.printed);
    });
  }

  function end(row: ErrandRow, code: SsmCode, why: string): void {
    table.drop(row.id);
    log.warn(
      { order: row.id, code, why, instance: row.instance },
      'SSM has not brought an order to its end.',
    );
    if (row.id === JOIN) host.joinFailed(code, why);
    else host.refused(row.id, code, why);
  }

  async function take(row: ErrandRow, printed: string): Promise<void> {
    if (row.id === JOIN) return takeJoining(row, printed);
    const order = host.order(row.id);
    const key = host.key();
    if (order === null || key === null || row.jti === null) return table.drop(row.id);
    const asked = { host: key, jti: row.jti, order: order.digest, from: row.here };
    const answer = await readAnswer(printed, asked);
    const again = (code: SsmCode, why: string): void => {
      const next = retried(row, clock(), code, why);
      if (next.do === 'wait') table.change(row.id, next.changes);
      else end(row, code, why);
    };
    if (answer.state === 'forged') {
      log.error({ order: row.id, why: answer.why }, 'AWS brought an answer that is not the host’s.');
      return end(row, 'ssm-forged', answer.why);
    }
    if (answer.state === 'unheard')
      return end(row, 'ssm-untrusted', `${answer.head.code}: ${answer.head.why}`);
    if (answer.state === 'cut') return again('ssm-cut', 'the end of the answer is missing');
    if (answer.state === 'none') return again('ssm-no-answer', 'the host agent printed no answer');
    // Whoever rotates a key away answers with it for what was under way then, and for nothing after.
    if (answer.kid !== key.kid && answer.kid !== order.host) {
      if (host.justRotated())
        return again('ssm-no-answer', 'it answered with a key that was giving way at that moment');
      table.drop(row.id);
      return host.copied();
    }
    host.alive(answer.head.journal);
    if (answer.state === 'refused') {
      const { code, why, known, at, counter } = answer.head;
      if (code === 'counter' && counter !== undefined) host.ahead(counter);
      if (code === 'ttl' && row.tries > 0)
        return end(
          row,
          'ssm-clock',
          `its clock differs by ${Math.round((at - now()) / 1_000)} s from the bot’s`,
        );
      if (known || code === 'counter' || code === 'ttl') return again('ssm-no-answer', `${code}: ${why}`);
      table.drop(row.id);
      return host.refused(row.id, code, why);
    }
    const { lines, rest } = linesOf(fromBase64url(row.rest) ?? new Uint8Array(), answer.bytes);
    const { upTo, total, over } = answer.head;
    if (!(await host.hear(lines))) return end(row, 'ssm-forged', 'a frame in it is not what the host signed');
    if (host.order(row.id) === null) return table.drop(row.id);
    const finished = over && upTo >= total;
    if (finished) return end(row, 'ssm-no-answer', 'the host’s answer has no end');
    // Nothing new: it goes on more slowly, and at once where more lies ready.
    const slower = upTo > row.here ? 0 : row.looks + 1;
    const next_at = upTo < total ? now() : now() + Math.max(3_000, untilNextLook(slower, chance()));
    const fresh = { jti: null, command: null, tries: 0, looks: slower, trouble: null };
    table.change(row.id, { here: upTo, rest, next_at, ...fresh });
  }

  async function takeJoining(row: ErrandRow, printed: string): Promise<void> {
    const said = await host.joining(printed);
    if ('refused' in said) {
      table.drop(row.id);
      return host.joinFailed('ssm-refused', said.refused);
    }
    const fresh = { jti: null, command: null, looks: 0, tries: 0 };
    // Nobody on the machine expects this bot yet: somebody may be about to say so.
    if ('again' in said) return table.change(row.id, { ...fresh, next_at: now() + ASK_AGAIN_MS });
    if (said.next === null) return table.drop(row.id);
    table.change(row.id, { ...fresh, body: said.next, next_at: now() });
  }

  async function allDue(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      const due = table.due(now());
      if (due.length === 0) return;
      await Promise.all(
        due.map(({ id }) =>
          step(id).catch((error) => {
            log.error(
              { order: id, error: String(error).slice(0, 500) },
              'An errand could not be gone on with.',
            );
            table.change(id, { next_at: now() + 5_000 });
          }),
        ),
      );
    }
  }

  return {
    begin({ id, exp }, instance) {
      if (table.find(id) === null) table.begin({ id, instance, body: null, expires_at: exp }, now());
    },
    invite: (instance, body, until) => table.begin({ id: JOIN, instance, body, expires_at: until }, now()),
    dueAt: () => table.dueAt(now()),
    work() {
      working ??= allDue().finally(() => {
        working = null;
      });
      return working;
    },
  };
}
