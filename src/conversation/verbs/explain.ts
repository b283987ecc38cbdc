/**
 * @module conversation/verbs/explain
 * Reads a pasted error, log or complaint and says what it means, as far as text alone can tell.
 */
import { explainReport } from '../../diagnosis/report.ts';
import { cleanComplaint } from '../../evidence/complaint/complaint-evidence.ts';
import { readComplaint } from '../../evidence/complaint/read-complaint.ts';
import { composeExplain } from '../../messages/explained.ts';
import type { Button } from '../../messages/message.ts';
import { spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import { triageHost } from '../actions/triage-host.ts';
import type { Verb } from '../verb.ts';

const LONGEST = 200_000;

/** Takes off a code fence or one pair of quotes around the whole; what is inside stays as it is. */
export function unwrapped(text: string): string {
  const trimmed = text.trim();
  const fenced = /^```[a-z]*\n?([\s\S]*?)\n?```$/u.exec(trimmed)?.[1];
  if (fenced !== undefined) return fenced;
  const quoted = /^(?:"([\s\S]*)"|“([\s\S]*)”|`([^`]*)`)$/u.exec(trimmed);
  return quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? trimmed;
}

/** What a button may carry (docs.slack.dev, "Button element": 2,000 characters, of which some become more). */
const MOST_CARRIED = 1_000;

/** The text as a complaint that a look can be held against; empty where it complains of nothing that is known here. */
function complaintOf(text: string): string {
  const said = cleanComplaint(text);
  return readComplaint(said).about.length === 0 ? '' : said.slice(0, MOST_CARRIED);
}

/** From the text to a look at a host, which the complaint (without secrets) is held against. */
function triageButton(complaint: string): Button {
  const { action, label } = triageHost;
  return { label: text(label), action, value: complaint === '' ? '-' : complaint, style: 'primary' };
}

export const explain: Verb = {
  verb: 'explain',
  usage: 'TEXT',
  help: 'verb.explain',
  more: ['verb.explain.paste', 'verb.explain.no-host', 'verb.explain.thread'],
  examples: [
    'explain gateway closed (1000): no close reason',
    'explain unauthorized: gateway token mismatch',
  ],
  also: ['why', 'what', 'error', 'read'],
  async run({ rest }, ask, deps) {
    const typed = unwrapped(rest);
    const pasted = typed === '' ? (ask.about ?? '') : typed;
    if (pasted === '') {
      return usageError({
        problem: 'no-text',
        headline: text('refusal.explain-what'),
        lines: [spans('refusal.paste-text')],
        examples: explain.examples.map((example) => `${deps.command} ${example}`),
      });
    }
    const diagnosis = await deps.explain(pasted.slice(0, LONGEST));
    return {
      message: {
        ...composeExplain(diagnosis, deps.command, deps.now()),
        buttons: { look: 0, list: [triageButton(complaintOf(pasted))] },
      },
      for: 'asker',
      data: explainReport(diagnosis),
    };
  },
};
