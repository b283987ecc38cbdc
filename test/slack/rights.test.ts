/** Who may freeze: named operators, full members of this workspace, and nobody until somebody is named. */
import { expect, it } from 'vitest';
import { slackRights } from '../../src/slack/rights.ts';

const OLAF = { via: 'slack', team: 'T1', id: 'U-olaf' } as const;
const may = (operators: string[], { full = true, known = true } = {}) =>
  slackRights({
    directory: {
      includes: async (ids, user) => ids.includes(user),
      standing: async () => (known ? { known, full } : { known: false, why: 'Slack is away' }),
    },
    admins: [],
    approvers: [],
    operators,
  })(OLAF, 'act');

it.each([
  ['is allowed to whoever is named', ['U-olaf'], {}, { ok: true }],
  ['is nobody’s while nobody is named', [], {}, { ok: false, who: [], setting: 'OPERATOR_USERS' }],
  ['is not for others', ['U-mira'], {}, { ok: false, who: ['U-mira'], setting: 'OPERATOR_USERS' }],
  ['is not for a guest who is named', ['U-olaf'], { full: false }, { ok: false, setting: 'OPERATOR_USERS' }],
  ['is not for somebody of whom Slack says nothing', ['U-olaf'], { known: false }, { ok: false }],
])('a freeze %s', async (_what, operators, standing, wanted) => {
  expect(await may(operators, standing)).toMatchObject(wanted);
});
