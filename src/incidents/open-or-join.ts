/**
 * @module incidents/open-or-join
 * The one way in to an incident, for people, alerts and schedules alike: whoever asks about a host comes to the
 * incident that is open for it, else to one of their own. The ids make a retry of the same wish find both again.
 */
import type { ClaimReply } from '../hub/messages.ts';
import type { Objects } from '../storage/objects.ts';
import type { IncidentEvent } from './event.ts';
import type { AskedReply, BundleReply, OrderedReply, RecoverReply } from './messages.ts';

type Asked = Extract<IncidentEvent, { type: 'asked' }>;
type Ordered = Extract<IncidentEvent, { type: 'ordered' }>;
type Recover = Extract<IncidentEvent, { type: 'recover' }>;
type Bundled = Extract<IncidentEvent, { type: 'bundle' }>;

/** `own`: the incident to open when none is open for the host. */
export async function openOrJoin(
  objects: Objects,
  host: string,
  own: string,
  event: Asked,
): Promise<{ incident: string; reply: AskedReply }>;
export async function openOrJoin(
  objects: Objects,
  host: string,
  own: string,
  event: Ordered,
): Promise<{ incident: string; reply: OrderedReply }>;
export async function openOrJoin(
  objects: Objects,
  host: string,
  own: string,
  event: Recover,
): Promise<{ incident: string; reply: RecoverReply }>;
export async function openOrJoin(
  objects: Objects,
  host: string,
  own: string,
  event: Bundled,
): Promise<{ incident: string; reply: BundleReply }>;
export async function openOrJoin(
  objects: Objects,
  host: string,
  own: string,
  event: Asked | Ordered | Recover | Bundled,
): Promise<{ incident: string; reply: AskedReply | OrderedReply | RecoverReply | BundleReply }> {
  const claim = { type: 'claim', incident: own };
  const { incident } = (await objects.send({ kind: 'host', name: host }, claim)) as ClaimReply;
  const message = { type: 'event', event };
  const reply = (await objects.send({ kind: 'incident', name: incident }, message)) as
    | AskedReply
    | OrderedReply
    | RecoverReply
    | BundleReply;
  return { incident, reply };
}
