/**
 * @module agent/bundle/sources/probes
 * What every probe of the look has seen, with its source and time, and why others saw nothing: what the findings rest on.
 */
import { defineSource } from '../source.ts';

/** Facts of one probe; a log of a thousand refused clients has as many. */
const MOST_FACTS = 300;

export const probes = defineSource({
  id: 'probes',
  title: 'what the probes saw',
  limitMs: 30_000,
  async collect({ looked }) {
    const { evidence } = await looked;
    let cut = 0;
    const told = [...evidence]
      .sort((a, b) => (a.subject + a.probe < b.subject + b.probe ? -1 : 1))
      .map(({ facts, ...rest }) => {
        cut += Math.max(0, facts.length - MOST_FACTS);
        return { ...rest, facts: facts.slice(0, MOST_FACTS) };
      });
    return {
      files: [
        {
          name: 'system/probes.json',
          source: 'host.mjs triage',
          text: `${JSON.stringify(told, null, 1)}\n`,
          cut: cut > 0 ? `${cut} facts of probes with more than ${MOST_FACTS}` : null,
        },
      ],
    };
  },
});
