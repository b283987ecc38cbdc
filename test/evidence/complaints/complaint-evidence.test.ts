/** A complaint as evidence: bounded, without secrets, told and never seen. */
import { expect, it } from 'vitest';
import { complaintEvidence, MAX_COMPLAINT } from '../../../src/evidence/complaint/complaint-evidence.ts';
import { Evidence } from '../../../src/protocol/evidence.ts';

const NOW = Date.UTC(2026, 10, 21, 3);

it('is one piece of evidence that was told, of the host', () => {
  const [one, ...more] = complaintEvidence('my direct messages\non telegram   are ignored', NOW);
  expect(more).toEqual([]);
  expect(Evidence.parse(one)).toMatchObject({
    how: 'told',
    subject: 'host',
    text: 'my direct messages\non telegram are ignored',
    facts: [
      { fact: 'complaint.about', subject: 'host', value: 'direct-messages' },
      { fact: 'complaint.channel', subject: 'host', value: 'telegram' },
      { fact: 'complaint.who', subject: 'host', value: 'some' },
    ],
  });
});

it('is about nothing where a log is pasted without a word of complaint', () => {
  const log = '2026-11-21T02:00:00.000Z [telegram] direct message ignored: not on the list';
  expect(complaintEvidence(`look at this:\n${log}`, NOW)[0]?.facts).toEqual([]);
});

it('holds no secret, also none that the cut would halve', () => {
  const secret = `xoxb-${'2847561930'.repeat(2)}-Kq8ZtR4mWvB1nXc7YpLs`;
  for (const before of [0, MAX_COMPLAINT - 30, MAX_COMPLAINT - 8, 65_530]) {
    for (const filling of ['so ', '   ']) {
      const [one] = complaintEvidence(`it is ${filling.repeat(before / 3)} ${secret}`, NOW);
      expect(one?.text).toMatch(/^it is/);
      expect(one?.text).not.toContain('xoxb-2847');
    }
  }
});

it('is cut where it goes on and on, and is none without a word', () => {
  expect(complaintEvidence('no answer '.repeat(5_000), NOW)[0]?.text).toMatch(/^.{1990,2000}$/);
  expect(complaintEvidence(' \n ', NOW)).toEqual([]);
});
