/**
 * The Home tab in a Slack that nobody here wrote: full members see the board, everybody else a sentence, and a
 * Slack that will not have it is no reason to fall over.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Message, say } from '../../src/messages/message.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { answerHomeOpened, type HomeRules, publishHome } from '../../src/slack/home.ts';
import { BOT_TOKEN, type LocalSlack, startLocalSlack, whyNoLocalSlack } from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { DEACTIVATED, EXTERNAL, GUEST, MIRA, OLAF, TEAM } from '../fakes/slack-gate/people.ts';

const why = whyNoLocalSlack();
const SECRET_BOARD = 'node-3 is down';

const board: Message = {
  headline: SECRET_BOARD,
  emoji: '🔴',
  parts: [{ kind: 'line', spans: [say('<!channel> inc-1')] }],
  context: [],
};

describe.skipIf(why !== null)(`the Home tab${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startLocalSlack();
  });
  afterAll(() => slack?.stop());

  let log = recordedLog();
  beforeEach(() => {
    log = recordedLog();
  });

  const plainFetch: typeof fetch = (input, init) => fetch(input, init);
  const rules = (more: Partial<HomeRules> = {}): HomeRules => {
    const access = { botToken: BOT_TOKEN, apiUrl: slack.gate.apiUrl, fetch: plainFetch, log };
    const directory = createDirectory({ ...access, now: () => Date.now() });
    return { ...access, directory, teams: [], channels: [], home: async () => board, ...more };
  };
  const shownTo = async (user: string): Promise<string> => {
    const view = await slack.home(user);
    return textsIn(view?.blocks ?? []).join('\n');
  };

  it('shows the board to a full member, with nothing that Slack would act on', async () => {
    await publishHome(rules(), { user: MIRA, team: TEAM });
    expect(await shownTo(MIRA)).toBe(`🔴 ${SECRET_BOARD}\n<!channel> inc-1`);
    expect(JSON.stringify((await slack.home(MIRA))?.blocks)).not.toContain('mrkdwn');
  });

  it.each([
    ['a guest', GUEST, 'guest'],
    ['somebody of another company', EXTERNAL, 'another workspace'],
    ['who left', DEACTIVATED, 'deactivated'],
    ['a person that Slack does not know', 'U09NOBODY', 'another workspace'],
  ])('shows a sentence to %s', async (_who, user, word) => {
    await publishHome(rules(), { user, team: TEAM });
    const shown = await shownTo(user);
    expect(shown).toContain(word);
    expect(shown).not.toContain('node-3');
  });

  it('shows a sentence in a workspace that is not served', async () => {
    await publishHome(rules({ teams: ['T07OURS'] }), { user: MIRA, team: TEAM });
    expect(await shownTo(MIRA)).toContain('SLACK_TEAMS');
  });

  it('shows a sentence when Slack could not say who it is', async () => {
    slack.gate.faults.next('users.info', { kind: 'http', status: 503 });
    await publishHome(rules(), { user: MIRA, team: TEAM });
    const shown = await shownTo(MIRA);
    expect(shown).toContain('HTTP 503');
    expect(shown).not.toContain('node-3');
  });

  it('does not leave an old board when a new one cannot be made', async () => {
    await publishHome(rules(), { user: MIRA, team: TEAM });
    const home = async (): Promise<Message> => Promise.reject(new Error('the fleet is silent'));
    await publishHome(rules({ home }), { user: MIRA, team: TEAM });
    expect(await shownTo(MIRA)).not.toContain('node-3');
    expect(log.lines.find(({ level }) => level === 'error')?.fields.cause).toContain('the fleet is silent');
  });

  it.each([
    ['not_enabled', '"App Home"'],
    ['token_revoked', 'SLACK_BOT_TOKEN'],
  ])('says in the log what helps against %s', async (error, remedy) => {
    slack.gate.faults.next('views.publish', { kind: 'error', error });
    await publishHome(rules(), { user: MIRA, team: TEAM });
    expect(log.lines.find(({ level }) => level === 'warn')?.fields.why).toContain(remedy);
  });

  it('is brought up to date when it is opened, and the other tab is left alone', async () => {
    const opened = (event: Record<string, unknown>) => ({ team_id: TEAM, enterprise_id: null, event });
    await answerHomeOpened(opened({ user: OLAF, tab: 'messages' }), rules());
    expect(await slack.home(OLAF)).toBeNull();
    await answerHomeOpened(opened({ user: OLAF, tab: 'home' }), rules());
    expect(await shownTo(OLAF)).toContain(SECRET_BOARD);
  });

  it('takes an event without a person for what it is', async () => {
    await answerHomeOpened({ team_id: TEAM, event: {} }, rules());
    expect(log.lines).toMatchObject([{ level: 'error', fields: { fields: 'event.user' } }]);
  });
});
