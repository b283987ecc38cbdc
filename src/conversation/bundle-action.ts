/**
 * @module conversation/bundle-action
 * What a button of a bundle is: one file each, listed in actions/index.ts. It carries the incident and the bundle's name
 * in it; what becomes of a press is decided by how the bundle stands now.
 */
import type { BundleView, IncidentView } from '../incidents/notifier.ts';
import type { PlainId } from '../messages/sentence.ts';
import type { Answer, Form, Press } from './conversation.ts';
import type { Right } from './permission.ts';
import type { ConversationDeps } from './verb.ts';

export type BundleAction = {
  /** Slack's action id; never reused for another meaning. */
  action: string;
  label: PlainId;
  /** As it is typed behind `bundle HOST`. */
  word: string;
  style?: 'primary' | 'danger';
  /** Under the bundle's message, or under its preview, which one person sees. */
  under: readonly ('bundle' | 'preview')[];
  right: Exclude<Right, 'approve'>;
  /** Not under every message that it may stand under, since a telephone shows four. */
  shown?(bundle: BundleView, under: 'bundle' | 'preview'): boolean;
  /** Where it makes sense. */
  fits(bundle: BundleView, view: IncidentView): boolean;
  /** A form only for a press that shows one: what is typed has said all that it could. */
  run(
    press: Press,
    at: { bundle: BundleView; view: IncidentView },
    deps: ConversationDeps,
  ): Promise<Answer | { form: Form }>;
};
