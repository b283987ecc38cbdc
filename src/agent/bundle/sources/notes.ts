/**
 * @module agent/bundle/sources/notes
 * What people said and pasted in the incident's thread, browser and GUI clients' words among it, and what happened there.
 * It comes with the order; of its own the host knows nothing of the thread.
 */
import { defineSource } from '../source.ts';

const iso = (at: number): string => new Date(at).toISOString();

export const notes = defineSource({
  id: 'notes',
  title: 'notes of the thread',
  limitMs: 1_000,
  async collect({ story }) {
    // A bundle that is made on the host belongs to no thread.
    if (story === null) return {};
    const text = story.notes.map(({ at, by, text: said }) => `${iso(at)} ${by}\n${said}\n`).join('\n');
    const of = `the thread of incident ${story.incident}`;
    return {
      files: story.notes.length === 0 ? [] : [{ name: 'logs/notes.txt', source: of, text, cut: null }],
      events: [{ at: story.openedAt, kind: 'incident', what: 'incident opened', source: of }],
    };
  },
});
