/** A recovery as people read it: the plan before the button, and never more than the host has confirmed. */
import { describe, expect, it } from 'vitest';
import { type Chosen, stepsFor } from '../../src/agent/recovery/plan-steps.ts';
import { compose } from '../../src/conversation/compose.ts';
import type { Diagnosis } from '../../src/diagnosis/finding.ts';
import type { Incident } from '../../src/incidents/record.ts';
import { viewOf } from '../../src/incidents/view.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { because, becauseText } from '../../src/messages/because.ts';
import { REASONS } from '../../src/messages/en/recovery-codes.ts';
import type { Message, Part } from '../../src/messages/message.ts';
import { render } from '../../src/slack/render.ts';
import { renderText } from '../../src/terminal/render.ts';
import { checkBlocks } from '../fakes/slack-gate/block-kit.ts';
import { reading, T0 } from '../incidents/given.ts';
import {
  DRIFTS,
  found,
  HAPPENS,
  having,
  LI,
  LOOK,
  LOOK_AFTER,
  plan,
  progress,
  RECOVERY,
  toConsent,
  toEnd,
  toPlan,
  toRun,
} from '../incidents/given-recovery.ts';

const shown = (what: 'plan' | 'recovery' | 'status', it: Incident, approvers = ['S0614TZR7']): Message => {
  const view = viewOf(it, () => null, T0 + 60_000);
  if (view === null) throw new Error('there is nothing to show');
  return compose({ what, view, about: RECOVERY }, '/openclaw', approvers);
};
const textOf = (message: Message): string => renderText(message).replace(/\s+/g, ' ');
const buttons = (message: Message): string[] => message.buttons?.list.map(({ label }) => label) ?? [];
const spansIn = (parts: Part[]) =>
  parts.flatMap((part) =>
    part.kind === 'line' ? part.spans : part.kind === 'list' ? part.items.flat() : [],
  );

describe('a plan', () => {
  it('says which way and why, the commands, the changes, who is interrupted, how long, and the way back', () => {
    const text = textOf(shown('plan', having(...toPlan)));
    for (const words of [
      'node-3: recovery plan · align credentials',
      'Starts from `token-drift` on gateway `default`: The copies of one credential differ',
      '`systemctl --user restart openclaw-gateway.service`',
      '`gateway.auth.token`: `9c41` → `e07b`',
      '2 running turns, 1 automation, no undelivered reply; 3 clients connected',
      'Usually ready 40 s after a restart (last 3 restarts)',
      'A read and a harmless write on the tool path; no agent turn',
      'Way back: The previous files come back, byte for byte',
      'Turns that are cut run again on the next boot',
      'Nothing starts before another person approves',
    ])
      expect(text).toContain(words);
  });

  it('has words for every step that a host plans, and commands as a person types them', () => {
    const looked = {
      applies: true,
      args: { file: 'x' },
      needs: 'stop-start',
      because: { code: 'way.credential', params: {} },
      command: null,
      changes: [],
      cautions: [],
    } as unknown as Chosen['looked'];
    const outlook = {
      supervisor: 'process',
      operation: 'restart.stop-start',
      command: ['kill', '-TERM', '79', '&&', 'openclaw', 'gateway', 'run'],
      cautions: [],
      instance: null,
    };
    for (const level of ['control', 'full'] as const) {
      const steps = stepsFor({ id: 'set-workspace', looked }, outlook, { level, runs: true });
      expect(steps.map(({ step }) => step)).toContain('freeze');
      for (const step of steps) expect(Object.keys(REASONS)).toContain(step.because.code);
      const text = textOf(shown('plan', having(...found, HAPPENS.planned(plan({ steps })))));
      expect(text).toContain('kill -TERM 79 && openclaw gateway run');
    }
  });

  it('comes before its buttons, which are those that fit', () => {
    expect(buttons(shown('plan', having(...found)))).toEqual(['Abort', 'Escalate']);
    expect(buttons(shown('plan', having(...toPlan)))).toEqual(['Start', 'Abort', 'Escalate']);
    expect(buttons(shown('plan', having(...toConsent)))).toEqual(['Approve', 'Deny', 'Abort', 'Escalate']);
    expect(buttons(shown('plan', having(...toRun)))).toEqual([]);
  });

  it('names who may approve, who may not, and until when', () => {
    const text = textOf(shown('plan', having(...toConsent)));
    expect(text).toContain(
      'Approval 0 of 1: anyone in `S0614TZR7`, not U1 (requester). Expires 21 Nov 03:42',
    );
    expect(textOf(shown('plan', having(...toConsent), []))).toContain('APPROVER_USERS` is not set');
  });

  it('shows consent never ahead of the host', () => {
    const trail = (...events: Parameters<typeof having>): string =>
      /Consent: (.*?) plan AAAA/
        .exec(textOf(shown('plan', having(...events))))?.[1]
        ?.replace(/ \d\d Nov \S+ UTC/g, '') ?? '';
    const gone = [HAPPENS.judged(LOOK_AFTER, reading({ claimed: [] })), HAPPENS.looked(LOOK_AFTER)];
    const asked = 'requested by U1, · approved by jon,';
    expect(trail(...toConsent, HAPPENS.approved())).toBe(asked);
    expect(trail(...toRun.slice(0, -1))).toBe(`${asked} · delivered`);
    expect(trail(...toRun)).toBe(`${asked} · delivered · started`);
    expect(trail(...toEnd)).toBe(`${asked} · delivered · started`);
    expect(trail(...toEnd, ...gone)).toBe(`${asked} · delivered · started · verified`);
  });

  it('shows what people may choose instead, and how', () => {
    const choices = ['a', 'b'].map((name) => ({
      code: 'choice.workspace',
      params: { folder: `/srv/${name}`, agent: 'main' },
    }));
    const text = textOf(shown('plan', having(...found, HAPPENS.planned(plan({ choices })))));
    expect(text).toContain('`/openclaw recover node-3 choose 1`');
    expect(text).toContain('2 Workspace /srv/b for agent main');
  });

  it('says of an earlier configuration what began after it, and nothing where nobody knows', () => {
    const hour = (n: number): string => new Date(T0 - n * 3_600_000).toISOString();
    const earlier = (at: string, by = '') => ({
      code: 'choice.earlier-config',
      params: { from: '/srv/openclaw.json.bak', is: 'bak', at, by },
    });
    const choices = [earlier(hour(1), 'ana'), earlier(hour(3)), earlier(hour(9)), earlier('unknown')];
    const began = [
      { finding: 'token-drift', gateway: 'default', at: hour(2), from: hour(5) },
      { finding: 'disk-full', gateway: 'work', at: hour(2), from: hour(5) },
    ];
    const timeline = { entries: [], leftOut: 0, utcOffsetMin: null, brokeAfter: null, began };
    const diagnosis = { verdict: 'degraded', layers: [], findings: [], unknowns: [], timeline } as Diagnosis;
    const it = having(...found, HAPPENS.planned(plan({ choices })));
    const view = viewOf(it, () => diagnosis, T0 + 60_000);
    if (view === null) throw new Error('there is nothing to show');
    const text = textOf(compose({ what: 'plan', view, about: RECOVERY }, '/openclaw', []));
    const listed = [1, 2, 3, 4].map(
      (n) => text.split(` ${n} An earlier`)[1]?.split(/ [1-9] An earlier|┄|─/)[0],
    );
    expect(listed[0]).toContain('by: ana');
    expect(listed[1]).toContain('Began after it: token-drift (');
    expect(listed[1]).not.toContain('by:');
    expect(text.match(/Began after it/g)).toHaveLength(1);
    expect(text).not.toContain('disk-full');
  });

  it('that nothing can follow has no button but none is needed', () => {
    const escalate = plan({ path: 'escalate', steps: [], changes: [] });
    const message = shown('plan', having(...found, HAPPENS.planned(escalate)));
    expect(message.headline).toBe('node-3: no recovery by the bot · escalate');
    expect(buttons(message)).toEqual([]);
  });
});

describe('a run', () => {
  const STEPS = [
    {
      step: 'freeze',
      state: 'done',
      startedAt: T0,
      tookMs: 300,
      because: { code: 'lease.not-offered', params: {} },
    },
    { step: 'change', state: 'unknown', startedAt: T0, tookMs: null, because: null },
    { step: 'acceptance', state: 'planned', startedAt: null, tookMs: null, because: null },
  ] as const;
  const going = progress({
    revision: 4,
    steps: [...STEPS],
    now: { code: 'doing.restart-proof', params: {} },
  });

  it('shows each step as the host has it, and the clock in each reader’s own time', () => {
    const message = shown('recovery', having(...toRun, HAPPENS.goes(going)));
    const text = textOf(message);
    expect(text).toContain('✅ Freeze – done, 0.3 s. This release offers no lease');
    expect(text).toContain('❔ Change and restart – unknown, not repeated');
    expect(text).toContain('Now: Prove that the old instance is gone');
    expect(text).toContain('Ten-minute clock: ends 21 Nov 03:22:00 UTC');
    expect(spansIn(message.parts)).toContainEqual({ text: '21 Nov 03:22:00 UTC', at: T0 + 600_000 });
    expect(JSON.stringify(render(message).blocks)).toContain('"type":"date"');
    expect(checkBlocks(render(message).blocks)).toBeNull();
  });

  it('that was refused before it began does not speak of what the host has confirmed', () => {
    const refused = having(...toRun.slice(0, -1), HAPPENS.refused('not-confirmed'));
    expect(textOf(shown('recovery', refused))).not.toContain('No word from the host yet');
  });

  it('has four buttons at most, those that fit', () => {
    const paused = { ...going, paused: { by: 'slack:T1/U3', because: 'lunch' } };
    const asks = { ...going, asks: { code: 'asks.time-is-over', params: { next: 'put-back' } } };
    const of = (what: typeof going) => buttons(shown('recovery', having(...toRun, HAPPENS.goes(what))));
    expect(of(going)).toEqual(['Extend', 'Pause', 'Skip step', 'Abort', 'Roll back']);
    expect(of(paused)).toEqual(['Continue', 'Skip step', 'Abort', 'Roll back']);
    expect(of(asks)).toEqual(['Continue', 'Abort', 'Roll back', 'Escalate']);
    const text = textOf(shown('recovery', having(...toRun, HAPPENS.goes(asks))));
    expect(text).toContain('The ten minutes are over. Next: the previous files come back');
  });

  it('names who has taken it over, with the reason', () => {
    const taken = { ...HAPPENS.escalated(), because: 'the provider is down' } as Happening;
    const back = progress({ revision: 9, outcome: 'rolled-back' });
    const text = textOf(shown('recovery', having(...toRun, HAPPENS.goes(back), HAPPENS.runDone(), taken)));
    expect(text).toContain('node-3: not recovered, escalated');
    expect(text).toContain('Escalated by U1. the provider is down');
  });

  it('names who paused it, with the reason', () => {
    const paused = { ...going, revision: 5, paused: { by: 'slack:T1/U3', because: 'lunch' } };
    const it = having(...toRun, HAPPENS.goes(going), HAPPENS.steered('pause', LI), HAPPENS.goes(paused));
    expect(textOf(shown('recovery', it))).toContain('Paused by li. lunch');
  });

  it('says at its end what is so, and what was not shown', () => {
    const end = (what = reading({ claimed: [] })) =>
      shown('recovery', having(...toEnd, HAPPENS.judged(LOOK_AFTER, what), HAPPENS.looked(LOOK_AFTER)));
    expect(shown('recovery', having(...toEnd)).headline).toBe('node-3: recovery done, checking the finding');
    expect(end().headline).toBe('node-3: recovered');
    expect(textOf(end())).toContain('`token-drift` was looked for again: gone.');
    expect(textOf(end())).toContain('control level, no agent turn');
    expect(end(DRIFTS).headline).toBe('node-3: not recovered, fault still there');
    expect(textOf(end(DRIFTS))).toContain('Triage still finds: token-drift. Next: roll back, or escalate.');
    expect(buttons(end(DRIFTS))).toEqual(['Roll back', 'Escalate']);
    const come = end(reading({ verdict: 'degraded', claims: 1, claimed: ['default/model-auth-missing'] }));
    expect(come.headline).toBe('node-3: recovery not confirmed');
    expect(textOf(come)).toContain(
      'token-drift is gone, but there is something that was not there before: model-auth-missing',
    );
    const old = shown('recovery', having(...toRun, HAPPENS.goes(), HAPPENS.refused('op')));
    expect(old.headline).toBe('node-3: recovery state unknown');
  });

  it('names what is still there of another cause', () => {
    const both = reading({ ...DRIFTS, claimed: ['default/token-drift', 'default/cron-disabled'] });
    const stays = reading({ verdict: 'degraded', claims: 1, claimed: ['default/cron-disabled'] });
    const events = [HAPPENS.wished(), HAPPENS.judged(LOOK, both), ...toEnd.slice(2)];
    const it = having(...events, HAPPENS.judged(LOOK_AFTER, stays), HAPPENS.looked(LOOK_AFTER));
    const message = shown('recovery', it);
    expect(message.headline).toBe('node-3: recovered');
    expect(textOf(message)).toContain('Also still there (not what this recovery was for): cron-disabled.');
  });

  it('of a host agent that is older than the bot is refused with what to do', () => {
    const message = shown('plan', having(...found, HAPPENS.refused('op', 'inc-1.node-3.recovery.plan.1')));
    expect(message.headline).toBe('node-3: no recovery plan');
    expect(textOf(message)).toContain('The host agent is older than the bot and cannot do this. Update it');
  });
});

describe('a reason', () => {
  it.each(Object.keys(REASONS))('%s is said, with or without its values', (code) => {
    expect(becauseText({ code, params: {} })).not.toMatch(/[{}]|undefined/);
    expect(becauseText({ code, params: { odd: 'value' } })).toContain('odd: value');
  });

  it('of a newer host is shown as it is', () => {
    const told = because({ code: 'melt.down', params: { file: '<!channel>{x}' } });
    expect(told).toEqual([{ text: 'melt.down', style: 'code' }, { text: ' (file: <!channel>{x})' }]);
    expect(becauseText({ code: 'toString', params: {} })).toBe('toString');
  });

  it.each([
    [
      'act.not-done',
      { act: 'restart' },
      'Begun twice and not carried out: Restart the gateway after a drain',
    ],
    [
      'undo.failed',
      { act: 'snapshot.put-back', why: 'put-back.failed' },
      'The previous state could not be restored: Put the copied files back, byte for byte, put-back.failed',
    ],
    ['start.ordered', { supervisor: 'process', name: 'x' }, 'Start ordered (plain process): x'],
    ['doing.restart-proof', {}, 'Prove that the old instance is gone and the new one serves'],
    ['order.failed', { why: 'it broke inside: Refused PLAN_NOT_KNOWN' }, REASONS['plan.not-known']],
    [
      'order.failed',
      { why: 'it broke inside: Refused GATEWAY_CHOOSE' },
      'This host has several gateways; name one',
    ],
    ['order.failed', { why: 'TypeError' }, 'The host agent failed at it (why: TypeError)'],
    [
      'recovery.frozen',
      { by: 'sam', until: String(T0), why: '' },
      'Frozen by sam until 21 Nov 03:12:00 UTC. No job was sent',
    ],
  ])('%s with %o says its values in words, where they are words of ours', (code, params, text) => {
    expect(becauseText({ code, params: params as Record<string, string> })).toBe(text);
  });

  it('of a host in other hands stays data', () => {
    const hostile = '*x* <!channel> {plural} `rm`';
    const text = becauseText({ code: 'restart.refused', params: { unit: hostile, why: hostile } });
    expect(text).toBe(`The restart of ${hostile} was refused: ${hostile}`);
  });
});
