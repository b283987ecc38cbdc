/** Bundles asked for, looked at, attached, linked and deleted by people, typed and pressed; and everybody who may not. */
import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/bundles/unpack.ts';
import { bundleLinks } from '../../src/conversation/bundle-links.ts';
import { bundleRoutes } from '../../src/conversation/bundle-routes.ts';
import type { Answer, Form } from '../../src/conversation/conversation.ts';
import type { Permission, Right } from '../../src/conversation/permission.ts';
import { bundleName } from '../../src/incidents/bundle.ts';
import type { Person, Place } from '../../src/incidents/event.ts';
import type { ViewReply } from '../../src/incidents/messages.ts';
import type { BundleView, Notice } from '../../src/incidents/notifier.ts';
import type { PublishResult } from '../../src/outbox/notifier.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { renderText } from '../../src/terminal/render.ts';
import { eventually } from '../contracts/world.ts';
import { archive, bundling, REPORT_HTML } from '../fakes/bundling-host.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import type { Script } from '../fakes/scripted-host.ts';
import { CONFIG_INVALID } from '../fakes/seen.ts';
import { REFUSED } from '../incidents/given-bundle.ts';

const person = (id: string): Person => ({ via: 'slack', team: 'T1', id, name: id });
const [MIRA, LOOKER, ADMIN, EVE] = ['mira', 'luis', 'ada', 'eve'].map(person) as [
  Person,
  Person,
  Person,
  Person,
];
const PLACE: Place = { via: 'slack', team: 'T1', channel: 'C1' };
const SIGNER = loadSigner(await generateSigningKey());

/** Mira acts, Luis only looks, Ada is an admin as well; Eve may nothing. */
const RIGHTS: Record<string, readonly Right[]> = {
  mira: ['look', 'act'],
  luis: ['look'],
  ada: ['look', 'act', 'enroll'],
};

async function aBot(hosts: Record<string, Script> = {}) {
  const host = await bundling('node-3');
  const scripts: Record<string, Script> = {
    'node-3': { evidence: [CONFIG_INVALID], answers: host.answers },
    ...hosts,
  };
  const lost = new Set<string>();
  const may = async ({ id }: Person, right: Right): Promise<Permission> =>
    RIGHTS[id]?.includes(right) && !lost.has(id)
      ? { ok: true }
      : { ok: false, who: ['S1'], setting: 'OPERATOR_USERS' };
  const said: Notice[] = [];
  let answer: (notice: Notice) => PublishResult | undefined = () => undefined;
  const slack = {
    pace: { postMs: 0, editMs: 0 },
    async publish(notice: Notice): Promise<PublishResult> {
      said.push(notice);
      return answer(notice) ?? { ok: true, ref: notice.edit ?? `${said.length}.0` };
    },
    find: async () => null,
  };
  const links = bundleLinks(SIGNER);
  let clock = 0;
  const now = (): number => Date.now() + clock;
  const bot = await aScriptedBot(scripts, {
    rights: { may },
    more: { links },
    speaks: { slack: slack as never },
    now,
  });
  const routes = bundleRoutes({ objects: bot.objects, links, files: bot.files, may, now, log: bot.log });
  let made = 0;
  async function bundles(incident: string): Promise<BundleView[]> {
    const reply = await bot.objects.send({ kind: 'incident', name: incident }, { type: 'view' });
    return (reply as ViewReply).view?.bundles ?? [];
  }
  const comes = (incident: string, state: string): Promise<BundleView> =>
    eventually(
      async () => (await bundles(incident)).at(-1) as BundleView,
      (one) => one?.state === state,
    );
  const says = (text: string, who = MIRA, place = PLACE) => bot.types(text, { person: who, place });
  return {
    ...bot,
    host,
    scripts,
    said,
    lost,
    bundles,
    comes,
    says,
    pass: (ms: number) => {
      clock += ms;
    },
    slackSays: (say: typeof answer) => {
      answer = say;
    },
    press(action: string, incident: string, one: BundleView, who = MIRA) {
      made += 1;
      const pressed = { id: `press-${made}`, action: `bundle_${action}`, look: 0, person: who, place: PLACE };
      return bot.conversation.press({ ...pressed, incident: `${incident}~${bundleName(one)}` });
    },
    async ready(): Promise<{ incident: string; one: BundleView }> {
      const { incident = '' } = await says('bundle node-3');
      return { incident, one: await comes(incident, 'ready') };
    },
    /** What a browser is given at this address. */
    web: async (method: string, address: string, body?: Record<string, string>) =>
      routes.request(new URL(address).pathname, {
        method,
        ...(body && { body: new URLSearchParams(body) }),
      }),
  };
}
const problem = (answer: Answer | { form: Form }): unknown =>
  'form' in answer ? 'form' : answer.data?.problem;
const textOf = (answer: Answer | { form: Form }): string =>
  'form' in answer ? '' : renderText(answer.message, { width: 400, colour: false });
const linkIn = (answer: Answer | { form: Form }): string =>
  'form' in answer ? '' : String(answer.data?.link);

describe('a bundle', () => {
  it('joins the incident that is open for its host, and opens one where none is', async () => {
    const bot = await aBot();
    const alone = await bot.says('bundle node-3 since 2h');
    expect(alone).toMatchObject({ for: 'asker', message: { headline: 'node-3: bundle requested' } });
    expect(await bot.comes(alone.incident ?? '', 'ready')).toMatchObject({ sinceMin: 120, by: MIRA });
    const looked = await bot.says('triage node-3');
    const joined = await bot.says('bundle node-3');
    expect(joined.incident).toBe(looked.incident);
    expect(looked.incident).not.toBe(alone.incident);
  });

  it('in a thread is of the thread’s hosts, with the notes that people left there', async () => {
    const bot = await aBot();
    const { incident = '' } = await bot.says('triage node-3');
    const inThread = { person: MIRA, place: PLACE, incident };
    const ask = (text: string, id: string) => bot.conversation.ask({ id, text, ...inThread });
    const secret = `sk-ant-api03-${'Zq7Lm2Xw9'.repeat(5)}`;
    const noted = await ask(`note the browser shows pairing required\nand token ${secret}`, 'n1');
    expect(textOf(noted)).toContain('was masked');
    await ask('bundle', 'b1');
    await bot.comes(incident, 'ready');
    const [job] = bot.host.jobs;
    const { story } = (job?.args ?? {}) as {
      story: { notes: { text: string; by: string }[]; history: unknown[] };
    };
    expect(story.notes).toMatchObject([{ by: 'mira' }]);
    expect(story.notes[0]?.text).toContain('pairing required');
    expect(JSON.stringify(story)).not.toContain('Zq7Lm2Xw9');
    expect(JSON.stringify(story.history)).toContain('mira ran triage on node-3');
  });

  it('is looked at by whoever may look, and its file stays on the host', async () => {
    const bot = await aBot();
    const { incident, one } = await bot.ready();
    const shown = await bot.press('preview', incident, one, LOOKER);
    const words = textOf(shown);
    for (const said of ['logs/gateway.log', 'token 9', 'no right to read it', 'token_mismatch', 'Only you'])
      expect(words).toContain(said);
    expect(shown).toMatchObject({ for: 'asker' });
    expect(await bot.bundles(incident)).toMatchObject([{ state: 'ready', shares: [], fetch: null }]);
    expect(problem(await bot.press('preview', incident, one, EVE))).toBe('not-allowed');
  });

  it.each(['attach', 'link', 'delete'])(
    'is not shared or deleted by who may only look: %s',
    async (action) => {
      const bot = await aBot();
      const { incident, one } = await bot.ready();
      const refused = await bot.press(action, incident, one, LOOKER);
      expect(problem(refused)).toBe('not-allowed');
      expect(textOf(refused)).toContain('OPERATOR_USERS');
      expect(await bot.bundles(incident)).toMatchObject([{ state: 'ready', shares: [], links: [] }]);
    },
  );

  it('is fetched and put into the thread when somebody attaches it, byte for byte', async () => {
    const bot = await aBot();
    const { incident, one } = await bot.ready();
    expect(textOf(await bot.press('attach', incident, one))).toContain('node-3: Attach – received');
    const kept = await bot.comes(incident, 'kept');
    await expect.poll(async () => (await bot.bundles(incident))[0]?.shares[0]?.state).toBe('shown');
    expect(await bot.files.get(`${incident}/${kept.made?.digest}`)).toEqual(bot.host.bytes);
    expect(bot.said.filter(({ what }) => what === 'bundle-file')).toHaveLength(1);
  });

  it('that strangers would read is attached by an admin’s word only', async () => {
    const bot = await aBot();
    bot.slackSays((notice) => {
      const share = notice.view.bundles?.[0]?.shares.find(({ key }) => key === notice.key);
      if (notice.what !== 'bundle-file' || share?.despite) return undefined;
      return { ok: false, outcome: 'never', why: 'A guest reads here.', code: 'audience' };
    });
    const { incident, one } = await bot.ready();
    expect(problem(await bot.press('attach_anyway', incident, one, ADMIN))).toBe('not-now');
    await bot.press('attach', incident, one);
    await expect.poll(async () => (await bot.bundles(incident))[0]?.shares[0]?.code).toBe('audience');
    expect(problem(await bot.press('attach_anyway', incident, one, MIRA))).toBe('not-allowed');
    await bot.press('attach_anyway', incident, one, ADMIN);
    await expect.poll(async () => (await bot.bundles(incident))[0]?.shares.at(-1)?.state).toBe('shown');
  });

  it('that the leak gate refused says file, line and kind, and offers nothing to share', async () => {
    const refused = await bundling('node-3', { over: { gate: REFUSED.gate } });
    const bot = await aBot({ 'node-3': { answers: refused.answers } });
    const { incident = '' } = await bot.says('bundle node-3');
    const one = await bot.comes(incident, 'refused');
    const told = bot.said.findLast(({ what }) => what === 'bundle');
    await expect
      .poll(() => bot.said.findLast(({ what }) => what === 'bundle')?.view.bundles?.[0]?.state)
      .toBe('refused');
    expect(told).toBeDefined();
    for (const action of ['preview', 'attach', 'link', 'delete'])
      expect(problem(await bot.press(action, incident, one))).toBe('not-now');
  });

  it('is typed as well as pressed, by host, by incident and in the thread', async () => {
    const bot = await aBot();
    await bot.says('triage node-3');
    const { incident } = await bot.ready();
    expect(textOf(await bot.says('bundle node-3 preview'))).toContain('what is in the bundle');
    expect(textOf(await bot.says(`bundle ${incident} attach`))).toContain('Attach – received');
    await bot.comes(incident, 'kept');
    expect(textOf(await bot.says('bundle node-3 delete'))).toContain('Delete – received');
    expect(await bot.comes(incident, 'dropped')).toMatchObject({ end: { by: MIRA } });
    await expect.poll(() => bot.files.get(`${incident}/${bot.host.digest}`)).toBeNull();
    expect(problem(await bot.says('bundle node-3 attach'))).toBe('not-now');
    expect(problem(await bot.says('bundle inc-nothing attach'))).toBe('no-bundle');
  });

  it.each([
    ['bundle node-3 since yesterday', 'bad-since'],
    ['bundle node-3 since 1m', 'bad-since'],
    ['bundle node-3 since 30d', 'bad-since'],
    ['bundle node-9', 'unknown-host'],
    ['note', 'empty-note'],
    ['note nobody-knows it', 'no-incident'],
  ])('%s is refused with a line that works', async (line, expected) => {
    const bot = await aBot();
    const answer = await bot.says(line);
    expect(problem(answer)).toBe(expected);
    expect(answer.data).toMatchObject({ examples: [expect.stringContaining('/openclaw ')] });
  });

  it('of a host that is away waits for it, and says so', async () => {
    const bot = await aBot({ 'node-4': { connected: false, lastSeen: Date.now() - 60_000 } });
    expect(textOf(await bot.says('bundle node-4'))).toContain('Last check-in');
  });

  it('goes into no channel where nobody speaks of its incident', async () => {
    const bot = await aBot();
    const { incident } = await bot.ready();
    const elsewhere = { via: 'slack', team: 'T1', channel: 'C9' } as const;
    expect(problem(await bot.says(`bundle ${incident} attach`, MIRA, elsewhere))).toBe('elsewhere');
    expect(await bot.bundles(incident)).toMatchObject([{ state: 'ready', shares: [] }]);
  });

  it('is shown in a terminal, and attached nowhere from there', async () => {
    const bot = await aBot();
    const { incident = '' } = await bot.types('bundle node-3', { person: { ...MIRA, via: 'terminal' } });
    await bot.comes(incident, 'ready');
    const typed = await bot.types(`bundle ${incident} attach`, { person: { ...MIRA, via: 'terminal' } });
    expect(problem(typed)).toBe('no-files');
    expect(textOf(typed)).toContain(`bundle node-3 link`);
  });
});

describe('a link', () => {
  async function linked() {
    const bot = await aBot();
    const { incident, one } = await bot.ready();
    const answer = await bot.press('link', incident, one);
    await bot.comes(incident, 'kept');
    return { ...bot, incident, one, address: linkIn(answer), answer };
  }
  const SAFE = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };

  it('shows a page to one person, and gives the file to who presses there', async () => {
    const bot = await linked();
    expect(bot.answer).toMatchObject({ for: 'asker' });
    const shown = await bot.web('GET', bot.address);
    const words = await shown.text();
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject(SAFE);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(words).toContain('Download the bundle');
    expect(words).not.toMatch(/<script|https?:/);
    const file = await bot.web('POST', bot.address, { what: 'file' });
    expect(Object.fromEntries(file.headers)).toMatchObject({
      ...SAFE,
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="bundle-node-3.tar.gz"',
    });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bot.host.bytes);
  });

  it('shows the report of a stranger’s machine where it may do nothing', async () => {
    const bot = await linked();
    const report = await bot.web('POST', bot.address, { what: 'report' });
    expect(await report.text()).toBe(REPORT_HTML);
    expect(report.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  });

  it('is used up by downloads, and not by those who only look: HEAD, previews, programs that follow links', async () => {
    const bot = await linked();
    for (let n = 0; n < 20; n += 1) {
      await bot.web('GET', bot.address);
      await bot.web('HEAD', bot.address);
    }
    expect((await bot.bundles(bot.incident))[0]?.links[0]?.uses).toBe(0);
    const got = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map(async () => (await bot.web('POST', bot.address, { what: 'file' })).status),
    );
    expect(got.filter((status) => status === 200)).toHaveLength(5);
    expect((await bot.web('GET', bot.address)).status).toBe(404);
  });

  it('that does not work looks the same, whatever the reason', async () => {
    const bot = await linked();
    const text = async (address: string, method = 'GET', body?: Record<string, string>) => {
      const answer = await bot.web(method, address, body);
      return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
    };
    const nothing = await text('https://bot.example.org/bundles/x');
    expect(nothing).toContain('404');
    const [incident, secret, code] = new URL(bot.address).pathname.slice('/bundles/'.length).split('.');
    const flipped = `${secret?.startsWith('A') ? 'B' : 'A'}${secret?.slice(1)}`;
    const wrong = [
      `${incident}.${flipped}.${code}`,
      `inc-other.${secret}.${code}`,
      `${incident}.${secret}.AAAA`,
      'inc-%2e%2e',
      `${'x'.repeat(2_000)}`,
    ];
    for (const token of wrong) expect(await text(`https://bot.example.org/bundles/${token}`)).toBe(nothing);
    expect(await text(bot.address, 'POST', { what: 'else' })).toBe(nothing);
    bot.lost.add('mira');
    expect(await text(bot.address)).toBe(nothing);
    expect(await text(bot.address, 'POST', { what: 'file' })).toBe(nothing);
    bot.lost.clear();
    expect(await text(bot.address)).not.toBe(nothing);
    bot.pass(3_600_001);
    expect(await text(bot.address)).toBe(nothing);
    expect(await text(bot.address, 'POST', { what: 'file' })).toBe(nothing);
    expect((await bot.bundles(bot.incident))[0]?.links[0]?.uses).toBe(0);
  });

  it('of a bot with another key leads nowhere', async () => {
    const bot = await linked();
    const { token } = await bundleLinks(loadSigner(await generateSigningKey())).create(bot.incident);
    expect((await bot.web('GET', `https://bot.example.org/bundles/${token}`)).status).toBe(404);
  });

  it('ends when it is revoked, and with its bundle', async () => {
    const bot = await linked();
    expect(textOf(await bot.says(`bundle ${bot.incident} unlink`))).toContain(
      '1 link does not work any more',
    );
    expect((await bot.web('GET', bot.address)).status).toBe(404);
    const other = linkIn(await bot.press('link', bot.incident, bot.one));
    expect((await bot.web('GET', other)).status).toBe(200);
    await bot.press('delete', bot.incident, bot.one);
    expect((await bot.web('GET', other)).status).toBe(404);
    expect((await bot.web('POST', other, { what: 'file' })).status).toBe(404);
  });

  it('pressed twice by one press makes one link, and nobody gets its address a second time', async () => {
    const bot = await aBot();
    const { incident, one } = await bot.ready();
    const pressed = { id: 'same', action: 'bundle_link', look: 0, person: MIRA, place: PLACE };
    const value = { ...pressed, incident: `${incident}~${bundleName(one)}` };
    const first = await bot.conversation.press(value);
    const second = await bot.conversation.press(value);
    expect(linkIn(first)).toContain('https://bot.example.org/bundles/');
    expect(problem(second)).toBe('seen-before');
    expect((await bot.bundles(incident))[0]?.links).toHaveLength(1);
  });

  it('stands in no log and in no store, but as a hash', async () => {
    const bot = await linked();
    await bot.web('GET', bot.address);
    await bot.web('POST', bot.address, { what: 'file' });
    const [, secret = ''] = new URL(bot.address).pathname.split('.');
    expect(secret.length).toBe(43);
    expect(JSON.stringify(bot.log.lines)).not.toContain(secret);
    const all = await bot.objects.send({ kind: 'incident', name: bot.incident }, { type: 'history' });
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(JSON.stringify(await bot.bundles(bot.incident))).not.toContain(secret);
  });

  it('to a file that is still on its way says so, and to one that only its keys open shows no report', async () => {
    const locked = await bundling('node-3', { over: { recipients: [`age1${'q'.repeat(58)}`] } });
    const slow = { ...locked.answers, 'bundle.part': () => 'silent' as const };
    const bot = await aBot({ 'node-3': { answers: slow } });
    const { incident, one } = await bot.ready();
    const address = linkIn(await bot.press('link', incident, one));
    const words = await (await bot.web('GET', address)).text();
    expect(words).toContain('still on its way');
    expect((await bot.web('POST', address, { what: 'file' })).status).toBe(404);
    bot.scripts['node-3'] = { answers: locked.answers };
    const { incident: other = '' } = await bot.says('bundle node-3');
    const two = await bot.comes(other, 'ready');
    const again = linkIn(await bot.press('link', other, two));
    await bot.comes(other, 'kept');
    expect(await (await bot.web('GET', again)).text()).not.toContain('Read the report');
  });
});

describe('one file of several hosts', () => {
  async function three() {
    const other = await bundling('node-4');
    const hosts = {
      'node-4': { answers: other.answers },
      'node-5': { answers: { bundle: () => ({ code: 'policy', why: 'not here' }) } },
    };
    return { ...(await aBot(hosts)), other };
  }

  it('has a folder for each host, a page of all of them, and names the one that has none', async () => {
    const bot = await three();
    const asked = await bot.says('bundle node-3 node-4 node-5');
    const incident = asked.incident ?? '';
    const joint = await bot.comes(incident, 'ready');
    expect(joint).toMatchObject({ host: null, name: 'node-3 node-4 node-5', made: null });
    expect(textOf(await bot.press('preview', incident, joint))).toContain('node-4: ready');
    await bot.press('attach', incident, joint);
    const kept = await bot.comes(incident, 'kept');
    expect((await bot.bundles(incident)).map(({ state }) => state)).toEqual([
      'kept',
      'kept',
      'failed',
      'kept',
    ]);
    const bytes = await bot.files.get(`${incident}/${kept.made?.digest}`);
    const files = await unpack(bytes as Uint8Array);
    const names = [...files.keys()];
    expect(names.slice(0, 2)).toEqual(['side-by-side.html', 'side-by-side.md']);
    for (const host of ['node-3', 'node-4']) expect(names).toContain(`${host}/logs/gateway.log`);
    expect(names.some((name) => name.startsWith('node-5/'))).toBe(false);
    const page = new TextDecoder().decode(files.get('side-by-side.md'));
    expect(page).toContain('The policy of the host does not allow it');
    expect(kept.made).toMatchObject({ files: 4, missing: [{ what: 'node-5' }] });
  });

  it('is not made of more hosts than one file takes', async () => {
    const hosts = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`host-${n}`, {}]));
    const bot = await aBot(hosts);
    expect(problem(await bot.says('bundle all'))).toBe('too-many');
  });
});

describe('bundle diff', () => {
  it('says to all what differs between the two latest of a host, and fetches them first', async () => {
    const bot = await aBot();
    await bot.says('triage node-3');
    const { incident } = await bot.ready();
    expect(problem(await bot.says('bundle node-3 diff'))).toBe('not-now');
    const later = await bundling('node-3', {
      bytes: await archive('node-3', { 'config/openclaw.json': '{"gateway":{"port":18789}}' }),
    });
    bot.scripts['node-3'] = { evidence: [CONFIG_INVALID], answers: later.answers };
    await bot.says('bundle node-3');
    const two = await bot.comes(incident, 'ready');
    // Each has its own host copy: the first one’s pieces are asked of whoever has it.
    const both: typeof later.answers = {
      ...later.answers,
      'bundle.part': (job) =>
        (job.args.digest === later.digest ? later : bot.host).answers['bundle.part']?.(job) ?? [],
    };
    bot.scripts['node-3'] = { evidence: [CONFIG_INVALID], answers: both };
    expect(problem(await bot.says('bundle node-3 diff', LOOKER))).toBe('not-allowed');
    expect(problem(await bot.says('bundle node-3 diff'))).toBe('fetching');
    await expect
      .poll(async () => (await bot.bundles(incident)).map(({ state }) => state))
      .toEqual(['kept', 'kept']);
    expect(two.n).toBe(2);
    const told = await bot.says('bundle node-3 diff');
    expect(told.for).toBe('all');
    expect(textOf(told)).toContain('config/openclaw.json');
  });
});
