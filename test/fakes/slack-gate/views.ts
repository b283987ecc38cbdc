/**
 * Windows and home tabs. A trigger is worth one window and three seconds; the emulator takes it for half an
 * hour as often as one likes, which hides exactly the mistakes that people would meet.
 */
import * as z from 'zod';
import { plainText, ViewBlocks } from './block-kit.ts';

/** docs.slack.dev/reference/views/modal-views and home-tab-views. */
export const VIEW_LIMITS = {
  title: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  externalId: 255,
  blocks: 100,
  bytes: 250_000,
  /** Windows on top of each other. */
  stack: 3,
  /** How long a trigger lives, in milliseconds. */
  triggerMs: 3_000,
} as const;

const common = {
  blocks: ViewBlocks,
  private_metadata: z.string().max(VIEW_LIMITS.privateMetadata).optional(),
  callback_id: z.string().max(VIEW_LIMITS.callbackId).optional(),
  external_id: z.string().max(VIEW_LIMITS.externalId).optional(),
};
const label = plainText(VIEW_LIMITS.title);

const Home = z.strictObject({ type: z.literal('home'), ...common });
const Modal = z
  .strictObject({
    type: z.literal('modal'),
    title: label,
    submit: label.optional(),
    close: label.optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  })
  .refine((view) => view.submit !== undefined || !view.blocks.some(({ type }) => type === 'input'), {
    message: 'submit is required when there is an input block',
    path: ['submit'],
  });

type Args = Record<string, unknown>;
type Reply = Record<string, unknown>;

/** Null when Slack would take the view; else its refusal. */
export function checkView(view: unknown, type: 'modal' | 'home'): Reply | null {
  const parsed = (type === 'modal' ? Modal : Home).safeParse(view);
  if (!parsed.success) {
    const messages = parsed.error.issues.map(
      (issue) => `[ERROR] ${issue.message} [json-pointer:/view/${issue.path.join('/')}]`,
    );
    return { ok: false, error: 'invalid_arguments', response_metadata: { messages } };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(view)).length;
  return bytes > VIEW_LIMITS.bytes ? { ok: false, error: 'view_too_large' } : null;
}

/** Null when Slack would do with a window what the bot answers to `view_submission`. */
export function answerFault({ response_action: action, view, errors }: Args): Reply | null {
  if (action === 'update' || action === 'push') return checkView(view, 'modal');
  if (action === 'clear') return null;
  const told = z.record(z.string(), z.string().min(1)).safeParse(errors);
  const fine = action === 'errors' && told.success && Object.keys(told.data).length > 0;
  return fine ? null : { ok: false, error: 'invalid_response_action' };
}

export type Views = {
  /** Slack handed the bot a trigger. */
  trigger(id: string): void;
  /** Null when Slack would do it; uses up the trigger. */
  refuse(method: string, args: Args): Reply | null;
  /** The call as the emulator must get it. */
  onward(args: Args): Args;
  /** The answer as the bot gets it: the emulator gives a window a new id with each change, Slack does not. */
  settled(method: string, args: Args, reply: Reply): Reply;
};

/** `now` is epoch ms. */
export function createViews(now: () => number): Views {
  const triggers = new Map<string, { at: number; used: boolean }>();
  /** By the id that the bot knows. */
  const open = new Map<string, { hash: unknown; external: unknown; id: string; depth: number }>();

  function refuseTrigger(id: unknown): string | null {
    if (typeof id !== 'string') return 'invalid_arguments';
    const trigger = triggers.get(id);
    if (trigger === undefined) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    if (now() - trigger.at > VIEW_LIMITS.triggerMs) return 'expired_trigger_id';
    trigger.used = true;
    return null;
  }

  const find = ({ view_id: id, external_id: external }: Args) =>
    typeof id === 'string' ? open.get(id) : [...open.values()].find((one) => one.external === external);

  function refuseUpdate(args: Args): string | null {
    if (args.view_id === undefined && args.external_id === undefined) return 'invalid_arguments';
    const found = find(args);
    if (found === undefined) return 'not_found';
    return args.hash !== undefined && args.hash !== found.hash ? 'hash_conflict' : null;
  }

  function refuseAct(method: string, args: Args): string | null {
    if (method === 'views.publish') return typeof args.user_id === 'string' ? null : 'invalid_arguments';
    if (method === 'views.update') return refuseUpdate(args);
    const deepest = Math.max(...[...open.values()].map(({ depth }) => depth));
    if (method === 'views.push' && deepest >= VIEW_LIMITS.stack) return 'push_limit_reached';
    return refuseTrigger(args.trigger_id);
  }

  return {
    trigger: (id) => void triggers.set(id, { at: now(), used: false }),
    refuse(method, args) {
      if (!method.startsWith('views.')) return null;
      const fault = checkView(args.view, method === 'views.publish' ? 'home' : 'modal');
      if (fault !== null) return fault;
      const error = refuseAct(method, args);
      return error === null ? null : { ok: false, error };
    },
    onward(args) {
      const found = args.view_id === undefined ? undefined : find(args);
      return found === undefined ? args : { ...args, view_id: found.id };
    },
    settled(method, args, reply) {
      if (!method.startsWith('views.') || method === 'views.publish' || reply.ok !== true) return reply;
      const view = reply.view as { id: string; hash: unknown; external_id?: unknown };
      const known = method === 'views.update' ? [...open].find(([, one]) => one === find(args)) : undefined;
      if (method === 'views.open') open.clear();
      const id = known?.[0] ?? view.id;
      const depth = known?.[1].depth ?? open.size + 1;
      open.set(id, { hash: view.hash, external: view.external_id, id: view.id, depth });
      return { ...reply, view: { ...view, id } };
    },
  };
}
