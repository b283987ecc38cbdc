/**
 * @module freezes/begin
 * The ways in to a freeze, for people, pipelines and a recovery alike. The ids make a retry of the same wish find the
 * same freeze.
 */
import type { Held } from '../hub/messages.ts';
import type { Objects } from '../storage/objects.ts';
import { shortId } from '../storage/short-id.ts';
import type { FreezeEvent } from './event.ts';
import type { FreezeEventReply, FreezeViewReply } from './messages.ts';
import type { FreezeView } from './notifier.ts';

/** The id of the freeze that a command (a press, a request) begins. */
export const freezeId = (askId: string): Promise<string> => shortId('frz', `freeze ${askId}`);

/** Whether this can be the id of a freeze: anything else touches no object. */
export const isFreezeId = (text: string): boolean => /^frz-[a-z0-9]{1,40}$/.test(text);

/** What is to stand still, for whom and how long. */
export type FreezeWish = Omit<Extract<FreezeEvent, { type: 'begun' }>, 'id' | 'type' | 'at'>;

/** What came of it: who holds the gateways of the wish that are not covered. `view` tells the rest. */
export type Begun = { freeze: string; view: FreezeView; rivals: { host: string; rival: Held }[] };

/** `askId` is the id of what asked for it. Throws when the freeze's object cannot be reached. */
export async function beginFreeze(objects: Objects, askId: string, wish: FreezeWish): Promise<Begun> {
  const freeze = await freezeId(askId);
  const view = await beginFreezeAs(objects, freeze, askId, wish);
  const rivals = view.targets.flatMap(({ host, state, rival }) =>
    state === 'refused' && rival !== null ? [{ host, rival }] : [],
  );
  return { freeze, view, rivals };
}

/** The same under an id that was given before. */
export async function beginFreezeAs(
  objects: Objects,
  freeze: string,
  askId: string,
  wish: FreezeWish,
): Promise<FreezeView> {
  const { view } = await tellFreeze(objects, freeze, { id: `begin:${askId}`, type: 'begun', ...wish });
  if (view === null) throw new Error('A freeze was asked for and is not there.');
  return view;
}

export async function tellFreeze(
  objects: Objects,
  freeze: string,
  event: FreezeEvent,
): Promise<FreezeEventReply> {
  const to = { kind: 'freeze' as const, name: freeze };
  return (await objects.send(to, { type: 'event', event } as { type: string })) as FreezeEventReply;
}

/** Null for one that nobody asked for. */
export async function lookAtFreeze(objects: Objects, freeze: string): Promise<FreezeView | null> {
  const reply = await objects.send({ kind: 'freeze', name: freeze }, { type: 'view' });
  return (reply as FreezeViewReply).view;
}
