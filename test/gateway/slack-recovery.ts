/**
 * A recovery as people have it in Slack: mira asks, olaf agrees, the host carries it out, and what they read is kept.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIRA, OLAF, SECOND_CHANNEL, type ShownMessage } from '../fakes/local-slack.ts';
import type { Planted } from './fault.ts';
import { runProgram } from './programs.ts';
import { type Joined, joinHost, type Road, wordsOf } from './slack-roads.ts';

/** Who may, and where freezes are announced beside the thread. */
export const PEOPLE = {
  OPERATOR_USERS: `${MIRA},${OLAF}`,
  APPROVER_USERS: `${MIRA},${OLAF}`,
  ANNOUNCE_CHANNELS: SECOND_CHANNEL,
};

/** A host whose admin lets the bot recover it, with a person's word in the chat. */
const POLICY = `read_only = false
allow = ["@look", "@bundle", "@freeze", "@recover", "@rollback"]
approval = "slack"

[budget]
restarts = 9
`;

const PLAN_LIMIT_MS = 180_000;
const CONSENT_LIMIT_MS = 60_000;
const RUN_LIMIT_MS = 420_000;

export type Story = {
  host: string;
  joined: Joined;
  /** Milliseconds from the approving press to the last word. */
  tookMs: number;
  plan: ShownMessage;
  end: ShownMessage;
  /** Its thread as it reads at the end, the living message first. */
  thread: ShownMessage[];
  /** The notice of the freeze in the other channel. */
  notices: ShownMessage[];
};

/** Lets the planted host join, under a policy that allows what the plan wants; mira confirms the host's own key. */
export async function joinRecoverable(host: string, road: Road, planted: Planted): Promise<Joined> {
  const policy = join(mkdtempSync(join(planted.lab.dir, 'policy-')), 'agent.toml');
  writeFileSync(policy, POLICY, { mode: 0o600 });
  const joined = await joinHost(host, road, planted, ['--policy', policy]);
  const shown = await runProgram('host', ['policy', '--policy', policy, '--state', joined.state], {
    env: planted.env,
    cwd: planted.lab.dir,
  });
  const [, key = ''] = /^key of this host: (\S+)/m.exec(shown.stdout) ?? [];
  await road.slack.types(MIRA, `/openclaw host ${host} confirm ${key}`);
  await road.slack.shows((all) => all.some(({ text }) => text === `${host}: key confirmed`));
  return joined;
}

export const ENDS =
  /: (?:recovered|not recovered, .*|recovery (?:not confirmed|refused|denied|expired|cancelled|state unknown))$/;

const buttonsOf = (message: ShownMessage): string[] =>
  [...JSON.stringify(message.blocks ?? []).matchAll(/"action_id":"([^"]+)"/g)].map(([, id = '']) => id);
const isPublic = (one: ShownMessage): boolean => one.ephemeral_to === undefined;

/** What one host's messages are asked for. */
export function readerOf({ slack }: Road, host: string) {
  const mine = (one: ShownMessage): boolean => isPublic(one) && one.text.startsWith(host);
  const shown = async (is: (one: ShownMessage) => boolean, withinMs?: number): Promise<ShownMessage> => {
    const all = await slack.shows((every) => every.some((one) => mine(one) && is(one)), withinMs);
    return all.findLast((one) => mine(one) && is(one)) as ShownMessage;
  };
  return {
    shown,
    /** The ts of the last message so far. */
    newest: async (): Promise<string> => (await slack.messages()).at(-1)?.ts ?? '',
    /** The message of the run by this plan. */
    of: (plan: ShownMessage, words: RegExp, withinMs?: number) =>
      shown((one) => one.ts > plan.ts && words.test(one.text), withinMs),
    /** The whole thread of the host's incident. */
    async thread(): Promise<ShownMessage[]> {
      const all = await slack.messages();
      const top = all.find((one) => mine(one) && one.thread_ts === undefined);
      return all.filter((one) => one.ts === top?.ts || one.thread_ts === top?.ts).filter(isPublic);
    },
  };
}

/** mira looks, asks for the gateway back, and starts the plan; nothing runs yet. The plan, as it stands then. */
export async function planned(host: string, road: Road, ask: string): Promise<ShownMessage> {
  const { slack } = road;
  const reader = readerOf(road, host);
  const before = await reader.newest();
  await slack.types(MIRA, `/openclaw triage ${host}`);
  await reader.shown(({ text }) => / is /.test(text) && !/running|contacting/.test(text), 90_000);
  await slack.types(MIRA, `/openclaw recover ${host} ${ask} because clients are rejected`);
  const plan = await reader.shown(
    ({ ts, text }) => ts > before && /recovery plan · |no recovery/.test(text),
    PLAN_LIMIT_MS,
  );
  if (!buttonsOf(plan).includes('recovery_start')) throw new Error(`No plan to start:\n${wordsOf(plan)}`);
  await slack.clicks(MIRA, plan.ts, 'recovery_start');
  return reader.shown(
    (one) => one.ts === plan.ts && buttonsOf(one).includes('recovery_approve'),
    CONSENT_LIMIT_MS,
  );
}

/** The whole story, to its end. `meanwhile` is done once the run shows its first step. */
export async function recoverInSlack(
  host: string,
  road: Road,
  planted: Planted,
  meanwhile: (told: {
    joined: Joined;
    plan: ShownMessage;
    reader: ReturnType<typeof readerOf>;
  }) => Promise<void> = async () => {},
  { ask = 'full', joined: before }: { ask?: string; joined?: Joined } = {},
): Promise<Story> {
  const { slack } = road;
  const reader = readerOf(road, host);
  const joined = before ?? (await joinRecoverable(host, road, planted));
  const plan = await planned(host, road, ask);
  const pressed = performance.now();
  await slack.clicks(OLAF, plan.ts, 'recovery_approve');
  await reader.of(plan, /: recovery (?:running|done)|recovered/, 60_000);
  await meanwhile({ joined, plan, reader });
  const end = await reader.of(plan, ENDS, RUN_LIMIT_MS);
  const tookMs = Math.round(performance.now() - pressed);
  // The freeze is lifted, and the last look is told, a moment after the end.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const thread = await reader.thread();
  const notices = await slack.messages(SECOND_CHANNEL);
  return { host, joined, tookMs, plan: await reader.shown(({ ts }) => ts === plan.ts), end, thread, notices };
}

/** As somebody reads it, for a person to judge; written where `STORY_TEXT` names a folder. */
export function keepText(name: string, messages: readonly ShownMessage[]): void {
  const folder = process.env.STORY_TEXT;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.txt`), `${messages.map(readAloud).join('\n\n----\n\n')}\n`);
}

function readAloud(message: ShownMessage): string {
  type Block = { type: string; text?: { text: string }; elements?: unknown[] };
  const lines = ((message.blocks ?? []) as Block[]).map((block) => {
    if (block.type === 'divider') return '-';
    if (block.type === 'actions') return `[${textsOf(block.elements).join('] [')}]`;
    if (block.type === 'rich_text') return richText(block.elements ?? []);
    return block.text?.text ?? textsOf(block.elements).join(' · ');
  });
  return [`(${message.text})`, ...lines].join('\n');
}

const textsOf = (elements: unknown[] = []): string[] =>
  elements.map((one) => {
    const { text } = one as { text?: string | { text: string } };
    return typeof text === 'string' ? text : (text?.text ?? '');
  });

function richText(elements: unknown[]): string {
  type Rich = { type: string; text?: string; elements?: Rich[]; timestamp?: number; fallback?: string };
  const say = (one: Rich): string => {
    switch (one.type) {
      case 'rich_text_section':
        return (one.elements ?? []).map(say).join('');
      case 'rich_text_list':
        return (one.elements ?? []).map((item) => `\n• ${say(item)}`).join('');
      default:
        return one.text ?? one.fallback ?? (one.elements ?? []).map(say).join('\n');
    }
  };
  return (elements as Rich[]).map(say).join('\n');
}
