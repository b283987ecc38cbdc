/** GitHub, through a peer nobody here wrote: Apps and tokens, public repositories, issues that moved. */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { github } from '../../../src/tickets/kinds/github.ts';
import {
  APP_ID,
  type GithubPeer,
  OWN_REPOSITORY,
  PUBLIC_REPOSITORY,
  REPOSITORY,
  startGithub,
  TOKEN,
} from '../../fakes/desks/github.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aTicket, deskAt, errorOf, untilEnd } from './peer.ts';

const API = 'https://api.github.com';

async function githubWith(settings: Record<string, unknown> = {}, elsewhere?: string) {
  const peer = untilEnd(await startGithub(elsewhere));
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const app = { repository: REPOSITORY, app_id: APP_ID, private_key: peer.privateKey };
  const desk = deskAt(
    github,
    'token' in settings ? settings : { ...app, ...settings },
    { [API]: peer.url },
    now,
  );
  return {
    peer,
    desk,
    now,
    later: (ms: number) => {
      ahead += ms;
    },
  };
}

const worldOf = (w: Awaited<ReturnType<typeof githubWith>>, repository: string, secret: string) => ({
  desk: w.desk,
  vendor: w.peer,
  now: w.now,
  later: w.later,
  seen: async () =>
    (await w.peer.issues(repository)).map(({ title, body, comments }) => ({
      title,
      text: body,
      comments,
      files: [],
    })),
  expire: w.peer.expire,
  renew: w.peer.renew,
  remove: ({ id }: { id: string }) => w.peer.remove(id),
  writes: { open: /^POST .*\/issues$/, comment: /^POST .*\/comments$/, file: null },
  finds: true,
  secrets: [secret],
});

deskContract('GitHub with an App', async (elsewhere) => {
  const w = await githubWith({}, elsewhere);
  return worldOf(w, REPOSITORY, w.peer.privateKey.slice(40, 80));
});
deskContract('GitHub with a token', async (elsewhere) => {
  const w = await githubWith({ repository: OWN_REPOSITORY, token: TOKEN }, elsewhere);
  return worldOf(w, OWN_REPOSITORY, TOKEN);
});

describe('GitHub', () => {
  it('asks for a token of one repository and one right, once an hour', async () => {
    const { peer, desk } = await githubWith();
    const ticket = await desk.open(aTicket({ wantedAt: Date.now() }));
    await desk.comment(ticket, aComment('x'));
    const asked = peer.asked.filter(({ path }) => path.endsWith('/access_tokens'));
    expect(asked.map(({ json }) => json)).toEqual([
      { repositories: ['gateways'], permissions: { issues: 'write', metadata: 'read' } },
    ]);
    expect((await peer.issues())[0]?.by).toBe('openclaw[bot]');
  });

  it('asks for another token when one dies early, and sends again only what was refused', async () => {
    const { peer, desk } = await githubWith();
    const ticket = await desk.open(aTicket({ wantedAt: Date.now() }));
    peer.forgetTokens();
    await desk.comment(ticket, aComment('after a while'));
    expect(peer.count(/access_tokens$/)).toBe(2);
    expect((await peer.issues())[0]?.comments).toHaveLength(1);
  });

  it('writes nothing into a public repository, unless it is allowed by name', async () => {
    const refusing = await githubWith({ repository: PUBLIC_REPOSITORY });
    const error = await errorOf(refusing.desk.open(aTicket()));
    expect(error.how).toBe('refused');
    expect(error.message).toContain(`allow_public = "${PUBLIC_REPOSITORY}"`);
    expect(await refusing.peer.issues(PUBLIC_REPOSITORY)).toEqual([]);
    expect(refusing.peer.count(/^POST .*\/issues/)).toBe(0);
    expect(await refusing.desk.check()).toContainEqual(
      expect.objectContaining({ what: 'not public', ok: false }),
    );
    const other = await githubWith({ repository: PUBLIC_REPOSITORY, allow_public: REPOSITORY });
    expect((await errorOf(other.desk.open(aTicket()))).how).toBe('refused');
    const allowed = await githubWith({ repository: PUBLIC_REPOSITORY, allow_public: PUBLIC_REPOSITORY });
    await allowed.desk.open(aTicket());
    expect(await allowed.peer.issues(PUBLIC_REPOSITORY)).toHaveLength(1);
  });

  it('says of a moved issue that it is gone, and does not follow it', async () => {
    const { peer, desk } = await githubWith();
    const ticket = await desk.open(aTicket({ wantedAt: Date.now() }));
    peer.move(ticket.id);
    expect((await errorOf(desk.comment(ticket, aComment('x')))).how).toBe('gone');
    expect(await desk.read(ticket.key)).toBeNull();
  });

  it.each(['12', '#12', 'acme/gateways#12', 'https://github.com/acme/gateways/issues/12'])(
    'reads %s as a key',
    async (key) => {
      const { peer, desk } = await githubWith();
      expect(await desk.read(key)).toBeNull();
      expect(peer.asked.at(-1)?.path).toBe('/repos/acme/gateways/issues/12');
    },
  );

  it.each([
    'acme/other#1',
    'acme/gateways12',
    '../x#1',
    'https://github.com/acme/other/issues/1',
    '1 or 2',
    '',
  ])('does not ask for %s', async (key) => {
    const { peer, desk } = await githubWith();
    expect(await desk.read(key)).toBeNull();
    expect(peer.asked).toEqual([]);
  });

  it('is told what is missing: no installation, a key that is none, a repository that is not shown', async () => {
    const nowhere = await githubWith({ repository: OWN_REPOSITORY });
    expect(await nowhere.desk.check()).toEqual([
      { what: 'credentials', ok: false, because: `The GitHub App is not installed on ${OWN_REPOSITORY}.` },
    ]);
    const noKey = await githubWith({ private_key: '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END' });
    expect((await noKey.desk.check())[0]?.because).toContain('no RSA private key in PEM form');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const wrong = await githubWith({ private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) });
    expect((await wrong.desk.check())[0]).toMatchObject({ what: 'credentials', ok: false });
    const hidden = await githubWith({ repository: 'octocat/none', token: TOKEN });
    expect(await hidden.desk.check()).toContainEqual({
      what: 'repository',
      ok: false,
      because: 'GitHub does not show octocat/none to these credentials.',
    });
  });

  it('the secondary limit without a time waits a minute', async () => {
    const { desk, peer } = await githubWith();
    const gate: GithubPeer = peer;
    gate.mishap('limited', /^POST .*\/issues$/);
    expect((await errorOf(desk.open(aTicket()))).retryAfterMs).toBe(60_000);
  });

  it('is set with an App or a token, not with both or half of one', () => {
    const problems = (given: object) =>
      github.settings
        .safeParse({ repository: REPOSITORY, ...given })
        .error?.issues.map(({ path }) => path[0]);
    expect(problems({})).toEqual(['app_id']);
    expect(problems({ token: 't', app_id: 1, private_key: 'k' })).toEqual(['app_id']);
    expect(problems({ app_id: 1 })).toEqual(['private_key']);
    expect(problems({ app_id: 1, private_key: 'k' })).toBeUndefined();
    expect(problems({ token: 't', repository: 'acme/..' })).toEqual(['repository']);
    expect(problems({ token: 't', url: 'http://github.example' })).toEqual(['url']);
  });
});
