/** Jira: what only Jira does. Labels that are not on the screen, a search that lags, customers of a service desk. */
import { describe, expect, it } from 'vitest';
import { jira } from '../../../src/tickets/kinds/jira.ts';
import { textOfAdf, whyNoAdf } from '../../fakes/desks/adf-rules.ts';
import { type FakeJira, startJira } from '../../fakes/desks/jira.ts';
import { type JiraOptions, SCREEN } from '../../fakes/desks/jira-site.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aFile, aTicket, deskAt, errorOf, REPORT, untilEnd } from './peer.ts';

const SITE = 'https://acme.atlassian.net';
const CLOUD = '11223344-a1b2-4c33-9d44-aabbccddeeff';
const SETTINGS = {
  url: SITE,
  email: 'bot@example.org',
  token: 'token-of-jira',
  project: 'OPS',
  issue_type: 'Incident',
};
const SERVICE_DESK = { key: 'OPS', type: 'service_desk' } as const;

async function jiraWith(options: JiraOptions = {}, settings: Record<string, unknown> = {}) {
  let time = 1_795_000_000_000;
  const now = () => time;
  const peer = untilEnd(await startJira({ now, ...options }));
  const to = { [SITE]: peer.url, 'https://api.atlassian.com': peer.url };
  return {
    peer,
    now,
    desk: deskAt(jira, { ...SETTINGS, ...settings }, to, now),
    later: (ms: number) => {
      time += ms;
    },
  };
}

const seenIn = ({ issues }: FakeJira) =>
  issues.map(({ fields, text, comments, files }) => ({
    title: String(fields.summary),
    text,
    // The note that takes a file along is part of the file.
    comments: comments.map((one) => one.text).filter((one) => !one.startsWith('openclaw-inc-7-')),
    files: files.map(({ filename }) => filename),
  }));

describe.each<[string, JiraOptions, Record<string, unknown>]>([
  ['Jira', { indexLagMs: 59_000 }, {}],
  [
    'Jira without labels',
    { projects: [{ screen: SCREEN.filter(({ fieldId }) => fieldId !== 'labels') }] },
    {},
  ],
  ['Jira as a service desk', { projects: [SERVICE_DESK] }, {}],
  [
    'Jira by a scoped token',
    { cloudId: CLOUD, bearer: 'scoped-token' },
    { cloud_id: CLOUD, email: undefined, token: 'scoped-token' },
  ],
])('%s', (what, options, settings) => {
  deskContract(what, async (stranger) => {
    const { peer, desk, now, later } = await jiraWith({ ...options, elsewhere: stranger }, settings);
    return {
      desk,
      vendor: peer,
      now,
      later,
      seen: () => seenIn(peer),
      expire: peer.expire,
      renew: peer.renew,
      remove: ({ key }) => peer.remove(key),
      writes: {
        open: /^POST .*\/rest\/api\/3\/issue$/,
        comment: /^POST .*\/comment$/,
        file: /^POST .*\/(attachments|attachment|attachTemporaryFile)$/,
      },
      finds: true,
      secrets: ['token-of-jira', 'scoped-token'],
    };
  });
});

describe('an issue', () => {
  it('has the report in Atlassian’s own format, with the marker as label and as last line', async () => {
    const { peer, desk } = await jiraWith();
    const ticket = aTicket();
    expect(await desk.open(ticket)).toEqual({ key: 'OPS-1', id: '10001', url: `${SITE}/browse/OPS-1` });
    const [issue] = peer.issues;
    expect(issue?.fields.labels).toEqual([ticket.marker]);
    expect(issue?.fields.summary).toBe(ticket.title);
    expect(issue?.text.trim().endsWith(ticket.marker)).toBe(true);
    expect(issue?.text).toContain('gateway closed (1008): unauthorized');
  });

  it('is found by the last line of its description where labels are not on the screen', async () => {
    const screen = SCREEN.filter(({ fieldId }) => fieldId !== 'labels');
    const { peer, desk } = await jiraWith({ projects: [{ screen }] });
    const ticket = aTicket();
    const made = await desk.open(ticket);
    expect(peer.issues).toHaveLength(1);
    expect(peer.issues[0]?.fields.labels).toBeUndefined();
    expect(await desk.find(ticket.marker, ticket.wantedAt)).toEqual([made]);
  });

  it('is not one that a comment names the marker of', async () => {
    const { desk } = await jiraWith();
    const [one, other] = [aTicket(), aTicket()];
    const ticket = await desk.open(one);
    await desk.comment(ticket, aComment(`see ${other.marker}`));
    expect(await desk.find(other.marker, 0)).toEqual([]);
  });

  it('is found after the index has caught up, and two of one marker in their order', async () => {
    const { peer, desk, later } = await jiraWith({ indexLagMs: 40_000 });
    const ticket = aTicket();
    peer.mishap('cut-after', /^POST .*\/issue$/);
    expect((await errorOf(desk.open(ticket))).how).toBe('unsure');
    expect(await desk.find(ticket.marker, 0)).toEqual([]);
    later(desk.abilities.lagMs);
    const second = await desk.open(ticket);
    later(desk.abilities.lagMs);
    expect((await desk.find(ticket.marker, 0)).map(({ key }) => key)).toEqual(['OPS-1', second.key]);
  });

  it('names the field that the project demands, and takes a value from the settings', async () => {
    const screen = [...SCREEN, { fieldId: 'customfield_10050', name: 'Impact', required: true }];
    const without = await jiraWith({ projects: [{ screen }] });
    const error = await errorOf(without.desk.open(aTicket()));
    expect(error.how).toBe('refused');
    expect(error.message).toContain('customfield_10050: Impact is required.');
    expect(without.peer.issues).toEqual([]);
    const given = await jiraWith(
      { projects: [{ screen }] },
      { fields: { customfield_10050: { value: 'High' } } },
    );
    await given.desk.open(aTicket());
    expect(given.peer.issues[0]?.fields.customfield_10050).toEqual({ value: 'High' });
  });

  it('has a title of one line and 255 characters', async () => {
    const { peer, desk } = await jiraWith();
    await desk.open(aTicket({ title: `two\nlines ${'x'.repeat(400)}` }));
    expect(String(peer.issues[0]?.fields.summary)).toHaveLength(255);
  });

  it.each([
    ['a long log', 'x'.repeat(8_000), 12],
    ['quotes and backslashes', '"\\'.repeat(4_000), 12],
    ['many lines', 'a\n'.repeat(4_000), 12],
    ['astral characters', '🦞'.repeat(4_000), 12],
  ])('that is too long (%s) is cut, says so, and keeps its marker', async (_, text, times) => {
    const { peer, desk } = await jiraWith();
    const ticket = aTicket({
      body: [
        ...REPORT,
        ...Array.from({ length: times }, () => ({ kind: 'evidence', source: 'log', text }) as const),
      ],
    });
    await desk.open(ticket);
    const shown = textOfAdf(peer.issues[0]?.fields.description);
    expect(shown).toContain('The report ends here: Jira takes no longer text.');
    expect(shown.trim().endsWith(ticket.marker)).toBe(true);
    expect(shown.length).toBeGreaterThan(6_000);
  });

  it('by a scoped token goes through api.atlassian.com, and links to the site', async () => {
    const { peer, desk } = await jiraWith(
      { cloudId: CLOUD, bearer: 'scoped' },
      { cloud_id: CLOUD, email: undefined, token: 'scoped' },
    );
    const made = await desk.open(aTicket());
    expect(made.url).toBe(`${SITE}/browse/OPS-1`);
    expect(peer.asked.map(({ path }) => path)).toEqual([`/ex/jira/${CLOUD}/rest/api/3/issue`]);
  });

  it('that was moved is still commented on; by its old key it is not taken up again', async () => {
    const { peer, desk } = await jiraWith({
      projects: [{ key: 'OPS' }, { key: 'SUP', type: 'service_desk' }],
    });
    const ticket = await desk.open(aTicket());
    peer.move('OPS-1', 'SUP');
    await desk.comment(ticket, aComment('still there'));
    expect(peer.issues[0]?.comments[0]?.public).toBe(false);
    expect(await desk.read('OPS-1')).toBeNull();
  });

  it('that was deleted is gone', async () => {
    const { peer, desk } = await jiraWith();
    const ticket = await desk.open(aTicket());
    peer.remove('OPS-1');
    expect((await errorOf(desk.comment(ticket, aComment('x')))).how).toBe('gone');
    expect((await errorOf(desk.attach(ticket, aFile()))).how).toBe('gone');
    expect(await desk.read('OPS-1')).toBeNull();
  });

  it.each(['SUP-1', 'OPS-1" OR project = "SUP', 'OPS-', '../OPS-1', 'OPS-1/comment'])(
    '%s is not asked for',
    async (key) => {
      const { peer, desk } = await jiraWith({ projects: [{ key: 'OPS' }, { key: 'SUP' }] });
      expect(await desk.read(key)).toBeNull();
      expect(peer.asked).toEqual([]);
    },
  );
});

describe('a comment', () => {
  it('in a service desk is internal, and public only when that is asked for', async () => {
    const { peer, desk } = await jiraWith({ projects: [SERVICE_DESK] });
    const ticket = await desk.open(aTicket());
    await desk.comment(ticket, aComment('for us'));
    await desk.comment(ticket, aComment('for all', { public: true }));
    expect(peer.issues[0]?.comments.map(({ text, public: open }) => [text.split('\n')[0], open])).toEqual([
      ['for us', false],
      ['for all', true],
    ]);
  });

  it('that Jira makes public is deleted again, and none is written there after it', async () => {
    const { peer, desk } = await jiraWith({ projects: [SERVICE_DESK], allPublic: true });
    const ticket = await desk.open(aTicket());
    const error = await errorOf(desk.comment(ticket, aComment('for us')));
    expect(error.how).toBe('refused');
    expect(error.message).toContain('It was deleted again');
    expect(peer.issues[0]?.comments).toEqual([]);
    expect((await errorOf(desk.comment(ticket, aComment('again')))).message).toContain('nothing was written');
    expect(peer.count(/^POST .*\/comment$/)).toBe(1);
  });

  it('that Jira made public while its answer was lost is deleted by the look-up', async () => {
    const { peer, desk } = await jiraWith({ projects: [SERVICE_DESK], allPublic: true });
    const ticket = await desk.open(aTicket());
    const comment = aComment('for us');
    peer.mishap('cut-after', /^POST .*\/comment$/);
    expect((await errorOf(desk.comment(ticket, comment))).how).toBe('unsure');
    expect((await errorOf(desk.hasComment(ticket, comment.marker))).message).toContain('deleted again');
    expect(peer.issues[0]?.comments).toEqual([]);
  });

  it('that cannot be deleted is told to a person', async () => {
    const { desk } = await jiraWith({ projects: [SERVICE_DESK], allPublic: true, mayDelete: false });
    const ticket = await desk.open(aTicket());
    expect((await errorOf(desk.comment(ticket, aComment('x')))).message).toContain('delete it by hand now');
  });

  it('is found on a later page', async () => {
    const { desk } = await jiraWith();
    const ticket = await desk.open(aTicket());
    const first = aComment('the first');
    await desk.comment(ticket, first);
    for (let n = 0; n < 101; n += 1) await desk.comment(ticket, aComment(`${n}`));
    expect(await desk.hasComment(ticket, first.marker)).toBe(true);
    expect(await desk.hasComment(ticket, aComment('none').marker)).toBe(false);
  });
});

describe('a file', () => {
  it('goes to the issue, as it is', async () => {
    const { peer, desk } = await jiraWith();
    const ticket = await desk.open(aTicket());
    const file = aFile();
    expect(await desk.hasFile(ticket, file)).toBe(false);
    await desk.attach(ticket, file);
    expect(await desk.hasFile(ticket, file)).toBe(true);
    const [kept] = peer.issues[0]?.files ?? [];
    expect(kept?.bytes).toEqual(Buffer.from(file.bytes));
    expect(kept?.mimeType).toBe('application/gzip');
    expect(peer.count(/servicedeskapi/)).toBe(0);
  });

  it('of a customer’s request goes by the service desk, and customers do not see it', async () => {
    const { peer, desk } = await jiraWith({ projects: [SERVICE_DESK] });
    const ticket = await desk.open(aTicket());
    const file = aFile();
    await desk.attach(ticket, file);
    expect(peer.issues[0]?.files.map(({ filename, public: open }) => [filename, open])).toEqual([
      [file.name, false],
    ]);
    expect(peer.issues[0]?.comments[0]?.public).toBe(false);
    expect(await desk.hasFile(ticket, file)).toBe(true);
  });

  it('of an issue in a service desk that is no request goes to the issue', async () => {
    const { peer, desk } = await jiraWith({ projects: [{ ...SERVICE_DESK, requests: false }] });
    const ticket = await desk.open(aTicket());
    await desk.attach(ticket, aFile());
    expect(peer.count(/^POST .*\/attachments$/)).toBe(1);
  });

  it.each<[string, JiraOptions, string]>([
    ['is switched off', { uploads: { enabled: false, uploadLimit: 0 } }, 'switched off'],
    ['is too large', { uploads: { enabled: true, uploadLimit: 1_999 } }, 'takes 1999 at most'],
    ['is not allowed', { lacks: ['CREATE_ATTACHMENTS'] }, 'do not have permission'],
  ])('that %s is refused', async (_, options, words) => {
    const { peer, desk } = await jiraWith(options);
    const ticket = await desk.open(aTicket());
    const error = await errorOf(desk.attach(ticket, aFile()));
    expect(['refused', 'denied']).toContain(error.how);
    expect(error.message).toContain(words);
    expect(peer.issues[0]?.files).toEqual([]);
  });
});

describe('desk check', () => {
  const checked = async (options: JiraOptions, settings: Record<string, unknown> = {}) => {
    const { peer, desk } = await jiraWith(options, settings);
    const rows = await desk.check();
    expect(peer.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    return rows;
  };

  it('is content with what is enough', async () => {
    const rows = await checked({ projects: [SERVICE_DESK] });
    expect(rows.map(({ what, ok }) => [what, ok])).toEqual([
      ['credentials', true],
      ['rights in OPS', true],
      ['a new Incident', true],
      ['files', true],
      ['internal comments', true],
    ]);
  });

  it.each<[string, JiraOptions, Record<string, unknown>, string]>([
    [
      'a permission',
      { lacks: ['CREATE_ATTACHMENTS', 'ADD_COMMENTS'] },
      {},
      'lacks ADD_COMMENTS, CREATE_ATTACHMENTS in OPS',
    ],
    ['the project', { projects: [{ key: 'SUP' }] }, {}, "No project could be found with key 'OPS'"],
    ['the type', {}, { issue_type: 'Outage' }, 'OPS has no Outage; it has Task, Incident.'],
    [
      'a field',
      { projects: [{ screen: [...SCREEN, { fieldId: 'customfield_1', name: 'Impact', required: true }] }] },
      {},
      'OPS demands Impact (customfield_1)',
    ],
    [
      'a field that is set but is not there',
      {},
      { fields: { customfield_9: 'x' } },
      'fields has customfield_9, which a new Incident does not have',
    ],
    ['files', { uploads: { enabled: false, uploadLimit: 0 } }, {}, 'Attachments are switched off'],
  ])('names %s that is missing', async (_, options, settings, words) => {
    const rows = await checked(options, settings);
    expect(
      rows
        .filter(({ ok }) => ok === false)
        .map(({ because }) => because)
        .join('\n'),
    ).toContain(words);
  });

  it('says nothing else when the token is dead', async () => {
    const { peer, desk } = await jiraWith();
    peer.expire();
    expect(await desk.check()).toEqual([
      {
        what: 'credentials',
        ok: false,
        because: 'Jira answered 401: Client must be authenticated to access this resource.',
      },
    ]);
  });

  it('tells that a ticket is found otherwise where labels are not on the screen', async () => {
    const screen = SCREEN.filter(({ fieldId }) => fieldId !== 'labels');
    const rows = await checked({ projects: [{ screen }] });
    expect(rows[2]).toMatchObject({
      ok: true,
      because: expect.stringContaining('last line of its description'),
    });
  });
});

describe('trouble', () => {
  it('a limit tells when to come back', async () => {
    const { peer, desk } = await jiraWith();
    peer.mishap('limited', /^POST/);
    expect(await errorOf(desk.open(aTicket()))).toMatchObject({ how: 'limited', retryAfterMs: 7_000 });
  });

  it('the fake knows what is no ADF', () => {
    const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content });
    expect(whyNoAdf(doc({ type: 'paragraph', content: [{ type: 'text', text: '' }] }))).toContain(
      'empty text',
    );
    expect(whyNoAdf(doc({ type: 'text', text: 'x' }))).toContain('text in doc');
    expect(
      whyNoAdf(
        doc({ type: 'codeBlock', content: [{ type: 'text', text: 'x', marks: [{ type: 'strong' }] }] }),
      ),
    ).toContain('marks in codeBlock');
    expect(whyNoAdf(doc({ type: 'bulletList', content: [] }))).toContain('too little');
  });
});
