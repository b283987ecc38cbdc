/**
 * @module messages/story
 * The rows of an incident's history as lines for somebody who was not there: they go along with a bundle. What comes often
 * and says nothing to people (a frame of evidence, a word that was shown) is left out.
 */
import type { Telling } from '../incidents/story.ts';
import { becauseText } from './because.ts';
import { text } from './sentence.ts';
import { nameOf } from './small-print.ts';

type Row = Parameters<Telling['what']>[0];

const wordIn = (body: Row['body'], name: string): string => {
  const value = body[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** By the type of a row. */
const LINES: Readonly<Record<string, (row: Row, person: string, host: string) => string>> = {
  asked: (_row, person, host) => text('story.asked', { person, host }),
  headline({ body }, _person, host) {
    const told = { host, verdict: wordIn(body, 'verdict'), claims: Number(body.claims ?? 0) };
    const layer = wordIn(body, 'failing');
    return layer === '' ? text('story.headline', told) : text('story.headline-layer', { ...told, layer });
  },
  recover: (_row, person, host) => text('story.recover', { person, host }),
  planned: ({ body }) => text('story.planned', { path: wordIn(body, 'path') }),
  start: (_row, person) => text('story.start', { person }),
  approved: (_row, person) => text('story.approved', { person }),
  denied: (_row, person) => text('story.denied', { person }),
  steered: ({ body }, person) => text('story.steered', { person, act: wordIn(body, 'act') }),
  escalated: (_row, person) => text('story.escalated', { person }),
  'recovery-over': ({ body }) => text('story.recovery-over', { as: wordIn(body, 'as') }),
  'freeze-begun': () => text('story.freeze-begun'),
  'host-absent': (_row, _person, host) => text('story.host-absent', { host }),
  'host-lost': (_row, _person, host) => text('story.host-lost', { host }),
  refused: ({ body }, _person, host) => text('story.refused', { host, reason: wordIn(body, 'code') }),
  bundle: ({ body }, person) => text('story.bundle', { person, name: wordIn(body, 'name') }),
  attached: (_row, person) => text('story.attached', { person }),
  'closed-by': (_row, person) => text('story.closed-by', { person }),
};

export const STORY_TELLING: Telling = {
  name: nameOf,
  because: becauseText,
  what(row) {
    const what = LINES[row.type]?.(row, nameOf(row.person ?? undefined), row.host ?? '–');
    if (what === undefined) return null;
    const because = wordIn(row.body, 'because');
    return because === '' ? what : text('story.because', { what, because });
  },
};
