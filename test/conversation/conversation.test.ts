/** Every verb, typed by people, answered by real objects. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/conversation/conversation.ts';
import { incidentId } from '../../src/conversation/incident-id.ts';
import { unwrapped } from '../../src/conversation/verbs/explain.ts';
import type { Person } from '../../src/incidents/event.ts';
import { renderText } from '../../src/terminal/render.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import { KEY } from '../fakes/scripted-host.ts';
import { HEALTHY } from '../fakes/seen.ts';
import { finding } from '../messages/views.ts';

const STRANGER: Person = { id: 'U9', via: 'slack', team: 'T1' };
const textOf = (answer: Answer): string => renderText(answer.message);
/** Every line in code that begins with the command: what people will copy. */
const examples = (answer: Answer): string[] =>
  [...textOf(answer).matchAll(/`(\/openclaw [^`]*)`/g)].map((it) => it[1] ?? '');

describe('help', () => {
  it('lists what can be typed, and nothing else', async () => {
    const bot = await aScriptedBot({});
    const { data } = await bot.types('help');
    const verbs = ((data?.verbs ?? []) as { verb: string }[]).map((it) => it.verb);
    const steering = ['start', 'approve', 'deny', 'pause', 'continue', 'skip', 'abort', 'escalate'];
    const acting = ['freeze', 'extend', 'unfreeze', 'recover', 'rollback', ...steering, 'ticket'];
    const rest = ['bundle', 'note', 'hosts', 'host', 'maintenance', 'enroll', 'audit', 'help'];
    expect(verbs).toEqual(['triage', 'explain', 'status', ...acting, ...rest]);
    for (const verb of verbs)
      expect((await bot.types(`help ${verb}`)).message.headline).toBe(`Help: ${verb}`);
  });

  it('is what an empty line gets, and a verb with --help', async () => {
    const bot = await aScriptedBot({});
    expect((await bot.types('')).message.headline).toBe('Commands');
    expect((await bot.types('/openclaw')).message.headline).toBe('Commands');
    expect((await bot.types('triage --help')).message.headline).toBe('Help: triage');
  });
});

describe('a line that cannot be carried out', () => {
  const lines: [string, string, string][] = [
    ['traige node-3', 'unknown-verb', '/openclaw triage node-3'],
    ['diagnose node3', 'unknown-verb', '/openclaw triage node-3'],
    ['node-3', 'unknown-verb', '/openclaw triage node-3'],
    ['gateway closed 1000 again', 'unknown-verb', '/openclaw explain gateway closed 1000 again'],
    ['zzz', 'unknown-verb', '/openclaw help'],
    ['triage', 'no-host-named', '/openclaw triage node-1'],
    ['triage: my messages are ignored', 'no-host-named', '/openclaw triage node-1'],
    ['triage node33: my messages are ignored', 'unknown-host', '/openclaw triage node-3'],
    ['triage node33', 'unknown-host', '/openclaw triage node-3'],
    ['triage node-1 node-33', 'unknown-host', '/openclaw triage node-3'],
    ['triage prod', 'unknown-host', '/openclaw triage node-1'],
    ['triage node-1/work/x', 'bad-profile', '/openclaw triage node-1'],
    ['triage node-3/a/b', 'bad-profile', '/openclaw triage node-3'],
    ['triage node-9', 'not-enrolled', '/openclaw enroll node-9'],
    ['host nod-1', 'unknown-host', '/openclaw host node-1'],
    ['explain', 'no-text', '/openclaw explain gateway closed (1000): no close reason'],
    ['enroll', 'no-name', '/openclaw enroll node-4'],
    ['enroll ../etc', 'bad-name', '/openclaw enroll node-4'],
    ['enroll node-4 ssm', 'bad-instance', '/openclaw enroll node-4 ssm i-0abc1234def567890'],
    ['enroll node-4 ssm prod', 'bad-instance', '/openclaw enroll node-4 ssm i-0abc1234def567890'],
  ];
  it.each(lines)('%j is answered with one that can', async (line, problem, example) => {
    const bot = await aScriptedBot({ 'node-1': {}, 'node-3': {}, 'node-9': { enrolled: false } });
    const answer = await bot.types(line);
    expect(answer).toMatchObject({ for: 'asker', data: { problem } });
    expect(answer.incident).toBeUndefined();
    expect(examples(answer)[0]).toBe(example);
    expect(textOf(answer)).toContain('Nothing was done.');
  });

  it('shows what was typed only as plain data', async () => {
    const bot = await aScriptedBot({ 'node-1': {} });
    const { message } = await bot.types('triage <!channel>');
    expect(message.headline).toBe('Host not found');
    expect(JSON.stringify(message.parts)).toContain('<!channel>');
  });

  it('names the first thing to do where no host is enrolled', async () => {
    const bot = await aScriptedBot({});
    expect(examples(await bot.types('triage node-3'))).toEqual(['/openclaw enroll node-3']);
  });
});

describe('triage', () => {
  it('says that it looks, and where the host is away, since when', async () => {
    const bot = await aScriptedBot({
      'node-1': { evidence: [HEALTHY] },
      'node-4': { connected: false, lastSeen: Date.now() - 47 * 60_000 },
    });
    expect((await bot.types('triage node-1')).message.headline).toBe('node-1: triage started');
    const away = await bot.types('triage NODE-4');
    expect(away.message.headline).toBe('node-4: host agent is not connected');
    expect(textOf(away)).toContain('47 min before');
  });

  it('begins nothing new when the same command comes again', async () => {
    const bot = await aScriptedBot({ 'node-3': { silent: true } });
    const first = await bot.types('triage node-3', { id: 'trigger-1' });
    const again = await bot.types('triage node-3', { id: 'trigger-1' });
    expect(first.incident).toBe(await incidentId('trigger-1'));
    expect([again.incident, again.data?.order]).toEqual([first.incident, first.data?.order]);
  });

  it('joins what somebody else has begun, and says who', async () => {
    const bot = await aScriptedBot({ 'node-3': { silent: true } });
    const first = await bot.types('triage node-3');
    const second = await bot.types('triage node-3', { person: { id: 'tom', via: 'terminal' } });
    expect(second.incident).toBe(first.incident);
    expect(second.message.headline).toBe('node-3: triage already running');
    expect(textOf(second)).toContain('requested by mira');
  });

  it('of one profile asks for that profile only', async () => {
    const bot = await aScriptedBot({ 'node-3': { silent: true } });
    const { incident } = await bot.types('triage node-3/work');
    const reply = await bot.objects.send({ kind: 'incident', name: incident ?? '' }, { type: 'view' });
    expect(reply.view).toMatchObject({ hosts: [{ host: 'node-3', gateway: 'work' }] });
  });

  it('of all asks every host that has joined', async () => {
    const bot = await aScriptedBot({
      'node-1': { silent: true },
      'node-2': { silent: true },
      'node-9': { enrolled: false },
    });
    const { data, message } = await bot.types('triage all');
    expect(data?.orders).toMatchObject([{ host: 'node-1' }, { host: 'node-2' }]);
    expect(message.headline).toBe('Triage started on 2 hosts');
  });
});

describe('the button below an explained text', () => {
  const pressed = (person: Person) => ({
    id: 'press-1',
    action: 'triage_host',
    incident: '-',
    look: 0,
    person,
    place: { via: 'slack' as const, team: 'T1', channel: 'C1' },
  });

  it('asks which host, and offers those that there are', async () => {
    const bot = await aScriptedBot({ 'node-2': {}, 'node-10': {} });
    const { message } = await bot.types('explain gateway closed (1000)');
    expect(message.buttons?.list).toMatchObject([{ action: 'triage_host', value: '-' }]);
    const answer = await bot.conversation.press(pressed({ id: 'mira', via: 'terminal' }));
    expect(answer).toMatchObject({ form: { verb: 'triage', options: ['node-2', 'node-10'] } });
  });

  it('is for nobody who may not run triage', async () => {
    const bot = await aScriptedBot({ 'node-2': {} }, { mayLook: false });
    const answer = await bot.conversation.press(pressed({ id: 'U9', via: 'slack' }));
    expect(answer).toMatchObject({ data: { problem: 'not-allowed' } });
  });
});

describe('a label', () => {
  const four = { 'node-1': {}, 'node-2': { connected: false }, 'node-3': {}, 'node-9': { enrolled: false } };

  it('stands for the hosts that carry it', async () => {
    const bot = await aScriptedBot(four);
    await bot.types('host node-1 label prod eu');
    await bot.types('host node-2 label PROD');
    const answer = await bot.types('triage prod');
    expect(answer.data?.orders).toMatchObject([{ host: 'node-1' }, { host: 'node-2' }]);
    expect(answer.message.headline).toBe('Triage started on 2 hosts');
    expect(textOf(answer)).toContain('Host agent not connected: node-2');
    expect(textOf(await bot.types('hosts eu'))).not.toContain('node-2');
    expect((await bot.types('host node-1')).data).toMatchObject({ labels: ['eu', 'prod'] });
  });

  it('is taken away again', async () => {
    const bot = await aScriptedBot(four);
    await bot.types('host node-1 label prod');
    expect((await bot.types('host node-1 unlabel prod')).message.headline).toBe('node-1: no labels');
    expect((await bot.types('triage prod')).data).toMatchObject({ problem: 'unknown-host' });
  });

  it('given at enrolment is there before the host has joined', async () => {
    const bot = await aScriptedBot(four);
    await bot.types('enroll node-7 prod');
    const { data } = await bot.types('hosts prod');
    expect(data?.hosts).toMatchObject([{ name: 'node-7', labels: ['prod'] }]);
  });

  it.each([
    ['host node-1 label node-3', 'is a host name already'],
    ['host node-1 label all', 'means every host'],
    ['host node-1 label bad/label', 'letters, digits'],
    ['enroll node-8 all', 'means every host'],
  ])('%j is refused', async (line, why) => {
    const bot = await aScriptedBot(four);
    const answer = await bot.types(line);
    expect(answer.data).toMatchObject({ problem: 'bad-label' });
    expect(textOf(answer)).toContain(why);
  });

  it('may be changed by admins only', async () => {
    const bot = await aScriptedBot(four);
    const answer = await bot.types('host node-1 label prod', {
      person: { id: 'U9', via: 'slack', team: 'T1' },
      place: { via: 'slack', team: 'T1', channel: 'C1' },
    });
    expect(answer.data).toMatchObject({ problem: 'not-allowed' });
    expect((await bot.types('hosts')).data?.hosts).toMatchObject([{ labels: [] }, {}, {}, {}]);
  });

  it('almost right gets the right one', async () => {
    const bot = await aScriptedBot(four);
    await bot.types('host node-1 label staging');
    expect((await bot.types('triage stagign')).data?.examples).toContain('/openclaw triage staging');
  });
});

describe('several hosts in one command', () => {
  it('are looked at together, each once, the one that never joined left out by name', async () => {
    const bot = await aScriptedBot({ 'node-1': {}, 'node-3': {}, 'node-9': { enrolled: false } });
    const answer = await bot.types('triage node-1, node-3 node-1 node-9');
    expect(answer.data).toMatchObject({
      orders: [{ host: 'node-1' }, { host: 'node-3' }],
      leftOut: ['node-9'],
    });
    expect(textOf(answer)).toContain('Not checked, enrollment pending: node-9.');
  });

  it('of which none has joined get a line that helps', async () => {
    const bot = await aScriptedBot({ 'node-8': { enrolled: false }, 'node-9': { enrolled: false } });
    expect((await bot.types('triage all')).data).toMatchObject({
      problem: 'not-enrolled',
      examples: ['/openclaw enroll node-8'],
    });
  });
});

describe('explain', () => {
  it('says what a text means, that nobody looked, and how to look', async () => {
    let given = '';
    const bot = await aScriptedBot(
      {},
      {
        explain: (text) => {
          given = text;
          return { verdict: 'unknown', layers: [], unknowns: [], findings: [finding({ confidence: 0.62 })] };
        },
      },
    );
    const answer = await bot.types('explain “unauthorized: gateway token mismatch”');
    expect(given).toBe('unauthorized: gateway token mismatch');
    expect(answer.message.headline).toBe('Probably token-drift');
    expect(textOf(answer)).toContain('no host was checked');
    expect(answer.data).toMatchObject({ schema: 1, findings: [{ id: 'token-drift', confidence: 0.62 }] });
  });

  it('says when a text fits nothing, and what would help', async () => {
    const bot = await aScriptedBot({});
    expect(textOf(await bot.types('explain the printer is on fire'))).toContain('Not an all-clear');
  });

  it.each([
    ['```\nline one\nline two\n```', 'line one\nline two'],
    ['"closed (1000)"', 'closed (1000)'],
    ['`closed`', 'closed'],
    ['say "a" and "b"', 'say "a" and "b"'],
    ['plain', 'plain'],
  ])('takes %j out of its wrapping', (text, inside) => {
    expect(unwrapped(text)).toBe(inside);
  });
});

describe('the fleet', () => {
  it('is listed with who is connected, and what the last look found', async () => {
    const bot = await aScriptedBot({
      'node-10': { evidence: [HEALTHY] },
      'node-2': { connected: false, lastSeen: Date.now() - 47 * 60_000 },
      'node-9': { enrolled: false },
    });
    const text = textOf(await bot.types('hosts'));
    expect(text).toContain('3 hosts, 2 connected');
    expect(text).toMatch(/node-2 +offline 47 min/);
    expect(text).toMatch(/node-9 +enrollment pending/);
    expect(text.indexOf('node-9')).toBeLessThan(text.indexOf('node-10'));
  });

  it('shows one host, and why it was quarantined', async () => {
    const bot = await aScriptedBot({
      'node-3': { quarantined: 'two machines use its key', confirmed: false },
    });
    const text = textOf(await bot.types('host node-3'));
    expect(text).toContain('Quarantined: two machines use its key');
    expect(text).toContain('not confirmed: read-only jobs only');
  });

  it('shows its open incidents', async () => {
    const bot = await aScriptedBot({ 'node-3': { silent: true } });
    expect((await bot.types('status')).message.headline).toBe('No open incidents');
    const { incident } = await bot.types('triage node-3');
    const answer = await bot.types('status');
    expect(answer.message.headline).toBe('1 open incident');
    expect(answer.data).toMatchObject({ incidents: [{ incident, hosts: [{ host: 'node-3' }] }] });
  });
});

describe('labels', () => {
  it('are not changed back by a copy of an old request', async () => {
    const bot = await aScriptedBot({ 'node-3': {} });
    const add = { id: 'trigger.1' };
    expect((await bot.types('host node-3 label prod', add)).data).toMatchObject({ labels: ['prod'] });
    await bot.types('host node-3 unlabel prod');
    expect((await bot.types('host node-3 label prod', add)).data).toMatchObject({ problem: 'seen-before' });
    expect((await bot.types('host node-3')).data).toMatchObject({ labels: [] });
  });
});

describe('a host’s key', () => {
  it('is confirmed by an admin who has seen it, and by nobody else', async () => {
    const bot = await aScriptedBot({ 'node-3': {}, 'node-9': { enrolled: false } });
    const refused = await bot.types(`host node-3 confirm ${KEY}`, { person: STRANGER });
    expect(refused.data).toMatchObject({ problem: 'not-allowed' });
    expect((await bot.types('host node-3 confirm')).data).toMatchObject({ problem: 'no-key' });
    expect((await bot.types('host node-3 confirm Zk3')).data).toMatchObject({ problem: 'another-key' });
    expect((await bot.types(`host node-9 confirm ${KEY}`)).data).toMatchObject({ problem: 'not-enrolled' });
    const confirmed = await bot.types(`host node-3 confirm ${KEY}`);
    expect(confirmed).toMatchObject({ for: 'asker', data: { host: 'node-3', confirmed: true } });
    expect(textOf(confirmed)).toContain('node-3: key confirmed');
  });
});

describe('enroll', () => {
  it('gives an admin a token, and the line to run that does not hold it', async () => {
    const bot = await aScriptedBot({});
    const { message, data, for: whom } = await bot.types('enroll Node-7');
    expect(data).toMatchObject({
      host: 'node-7',
      token: 'one-time-token',
      line: 'node host.mjs join --url https://bot.example.org --token - --name node-7',
    });
    expect(whom).toBe('asker');
    expect(message.headline).not.toContain('one-time-token');
    expect(JSON.stringify(bot.log.lines)).not.toContain('one-time-token');
  });

  it('gives no second token to a copy of the same request', async () => {
    const bot = await aScriptedBot({});
    const id = `trigger.${'7'.repeat(250)}`;
    expect((await bot.types('enroll node-7', { id })).data).toMatchObject({ token: 'one-time-token' });
    const copy = await bot.types('enroll node-7', { id });
    expect(copy).toMatchObject({ for: 'asker', data: { problem: 'seen-before' } });
    expect(JSON.stringify(copy)).not.toContain('one-time-token');
    expect(examples(copy)).toEqual(['/openclaw enroll node-7']);
    expect((await bot.types('enroll node-7')).data).toMatchObject({ token: 'one-time-token' });
  });

  it('gives nobody else one', async () => {
    const bot = await aScriptedBot({});
    const answer = await bot.types('enroll node-7', { person: STRANGER });
    expect(answer.data).toMatchObject({ problem: 'not-allowed' });
    expect(textOf(answer)).toContain('Allowed: `U7`');
    expect(textOf(answer)).toContain('node bot.mjs enroll node-7');
    expect(JSON.stringify(answer)).not.toContain('one-time-token');
  });
});
