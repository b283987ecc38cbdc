/** `recover --local` in words: what is read before the first change, while it runs, and at its end. */
import { describe, expect, it } from 'vitest';
import type { LocalReport } from '../../src/runbooks/progress.ts';
import { recoveryWords } from '../../src/terminal/recovery.ts';
import { planOf } from '../runbooks/plan.ts';

const words = recoveryWords('node-3');
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const PLAN = planOf(['snapshot.make', 'config.set-workspace', 'restart.process'], {
  finding: 'workspace-path-missing',
});
const REPORT: LocalReport = {
  schema: 1,
  finding: 'workspace-path-missing',
  path: 'repair',
  plan: [],
  steps: [{ step: 'change', state: 'done', tookMs: 2_400, because: 'Not seen' }],
  changed: [{ what: 'agents.defaults.workspace', before: null, after: '/srv/claw' }],
  acceptance: { level: 'control', read: 'done', write: 'failed' },
  still: ['cron-disabled'],
  outcome: 'recovered',
};

describe('the plan', () => {
  it('ends with what carries it out, and says that nothing was changed', () => {
    const text = flat(words.plan(PLAN, 'node host.mjs recover --local --gateway work'));
    expect(text).toContain('node-3: recovery plan · repair');
    expect(text).toContain('Starts from `workspace-path-missing` on gateway `default`');
    expect(text).toContain('At 10 min the run ends, and the previous files come back.');
    expect(text).toContain(
      'Nothing was changed. To carry it out: `node host.mjs recover --local --gateway work`',
    );
  });

  it('says what happens to a failed step where the person is asked for their yes', () => {
    const text = flat(words.plan(PLAN, null));
    expect(text).toContain('Nothing is changed yet. If a step fails, the previous files come back.');
    expect(text).not.toContain('To carry it out');
  });

  it('that nothing here carries out says which repairs do not apply, and where to look', () => {
    const cautions = [{ code: 'gateway.suspended', params: {} }];
    const text = flat(words.plan({ ...PLAN, path: 'escalate', cautions }, 'never'));
    expect(text).toContain('node-3: not recoverable from here · escalate');
    expect(text).toContain('Repairs that do not apply here: • The gateway is suspended');
    expect(text).toContain('Evidence and next commands: `node host.mjs triage`');
    expect(text).not.toContain('never');
  });
});

describe('the end', () => {
  it('says which step failed though the run went on, and what acceptance has not shown', () => {
    const steps: LocalReport['steps'] = [
      { step: 'freeze', state: 'failed', wentOn: true, tookMs: 200, because: 'OpenClaw gave no lease' },
      { step: 'doctor', state: 'failed', wentOn: true, tookMs: 900, because: 'The doctor finds errors' },
      { step: 'change', state: 'done', tookMs: 2_400 },
    ];
    const unshown = 'Tool path not shown: this gateway’s policy denies session_status';
    const acceptance = { level: 'control', read: 'done', write: 'done', because: unshown } as const;
    const text = flat(words.end({ ...REPORT, steps, acceptance }));
    expect(text).toContain('⚠️ Freeze – done in part, and the run went on, 0.2 s. OpenClaw gave no lease');
    expect(text).toContain('⚠️ Doctor – failed, and the run went on, 0.9 s. The doctor finds errors');
    expect(text).toContain('✅ Change and restart – done, 2.4 s');
    expect(text).toContain(`read passed, write passed. ${unshown}.`);
  });

  it('says recovered only beside the finding that was looked for again', () => {
    const text = flat(words.end(REPORT));
    for (const part of [
      '✅ node-3: recovered',
      '`workspace-path-missing` was looked for again: gone.',
      'Change and restart – done, 2.4 s. Not seen',
      'read passed, write failed',
      '`agents.defaults.workspace`: not set → `/srv/claw`',
      'Also still there (not what this recovery was for): cron-disabled.',
    ])
      expect(text).toContain(part);
  });

  it.each([
    ['rolled-back', 'The previous files are back on the host.', 'was looked for again'],
    ['escalated', 'Reason: so it is', 'Nothing was changed.'],
    ['refused', 'Nothing was changed.', 'The previous files are back'],
  ] as const)('%s tells the reason and where to look', (outcome, says, never) => {
    const text = flat(words.end({ ...REPORT, outcome, because: 'so it is' }));
    expect(text).toContain(says);
    expect(text).toContain('Reason: so it is');
    expect(text).toContain('node host.mjs triage');
    expect(text).not.toContain(never);
  });

  it('shows what would move a cursor as what it is', () => {
    const text = words.end({ ...REPORT, outcome: 'escalated', because: 'a\u001b[2Jb' });
    expect(text).not.toContain('\u001b');
  });
});
