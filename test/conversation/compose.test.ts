/** Which buttons stand under a status, and what they carry. */
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/conversation/compose.ts';
import type { IncidentView } from '../../src/incidents/notifier.ts';
import { hostView, incidentView, WELL } from '../messages/views.ts';

describe('the buttons of a status', () => {
  const actions = (view: IncidentView): string[] =>
    compose({ what: 'status', view }).buttons?.list.map(({ action }) => action) ?? [];

  it('are those that make sense', () => {
    expect(actions(incidentView())).toEqual(['rerun', 'details', 'commands', 'explain']);
    expect(actions(incidentView([hostView({ diagnosis: WELL })]))).toEqual(['rerun', 'details', 'explain']);
    expect(actions(incidentView([hostView({ state: 'absent', diagnosis: null })]))).toEqual([
      'rerun',
      'explain',
    ]);
    expect(actions(incidentView([hostView({ state: 'looking', diagnosis: null })]))).toEqual(['explain']);
  });

  it('carry the incident, and the look that the message shows', () => {
    const { buttons } = compose({ what: 'status', view: incidentView([hostView({ look: 2 }), hostView()]) });
    expect(buttons?.look).toBe(3);
    expect(new Set(buttons?.list.map(({ value }) => value))).toEqual(new Set(['inc-1']));
  });
});
