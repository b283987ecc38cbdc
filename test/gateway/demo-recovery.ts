/**
 * The demo's whole recovery: mira asks and olaf agrees, in a Slack that stands on loopback and holds the bot to Slack's
 * own rules. Everything else is real: the gateway, the bot over signed HTTP, the host agent with a policy of its own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import {
  BOT_TOKEN,
  type Kept,
  MIRA,
  OLAF,
  press,
  SIGNING_SECRET,
  slashCommand,
  startSlack,
} from '../stories/slack-behind-gate.ts';
import { startBotAndHost } from './bot-and-host.ts';
import type { Planted } from './fault.ts';

/** What the host's admin allows: a recovery with somebody else's consent. */
const POLICY = `read_only = false
allow = ["@look", "@freeze", "@recover", "@rollback"]
approval = "slack"
`;
/** A slow machine needs this for a triage and a plan; and for the six steps. */
const PLAN_LIMIT_MS = 120_000;
const END_LIMIT_MS = 15 * 60_000;
const NAMES: Readonly<Record<string, string>> = { [MIRA]: 'mira', [OLAF]: 'olaf' };

export interface Recovered {
  recovered: boolean;
  /** Headline of the last message about it. */
  says: string;
}

/** Asks, agrees, waits for the end; prints what people see as they see it. `ending` gets what must be ended. */
export async function demoRecovery(
  planted: Planted,
  {
    say,
    show,
    ending,
  }: { say(line: string): void; show(text: string): void; ending(end: () => Promise<void>): void },
): Promise<Recovered> {
  const slack = await startSlack();
  ending(slack.stop);
  const settings = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.gate.apiUrl,
    ADMIN_USERS: MIRA,
    OPERATOR_USERS: `${MIRA},${OLAF}`,
    APPROVER_USERS: `${MIRA},${OLAF}`,
  };
  const product = await startBotAndHost(planted, say, settings, POLICY);
  ending(product.stop);

  async function posts(request: RequestInit): Promise<void> {
    const answer = await fetch(`${product.url}/slack/events`, request);
    if (!answer.ok) throw new Error(`The bot answered ${answer.status} to Slack`);
  }
  async function types(user: string, line: string): Promise<void> {
    show(`${NAMES[user]}: /openclaw ${line}`);
    await posts(slashCommand(line, crypto.randomUUID(), user));
  }
  async function presses(user: string, message: Kept, action: string): Promise<void> {
    show(`${NAMES[user]} presses ${labelOf(message, action)}`);
    await posts(press(message, action, user));
  }

  /** Waits for a message that fits; says every two seconds that it waits. */
  async function sees(what: string, fits: (one: Kept) => boolean, limitMs: number): Promise<Kept> {
    const began = Date.now();
    for (let told = began; ; await pause(100)) {
      const found = slack.messages().findLast(fits);
      if (found !== undefined) return found;
      if (Date.now() - began > limitMs)
        throw new Error(`${what} did not come. What is there:\n${slack.messages().map(asText).join('\n\n')}`);
      if (Date.now() - told < 2_000) continue;
      told = Date.now();
      say(`Waiting for ${what}, ${Math.round((told - began) / 1_000)} s: ${headlineNow(slack.messages())}`);
    }
  }

  await types(MIRA, 'recover node-3');
  const plan = await sees(
    'the plan',
    (one) => hasButton(one, 'recovery_start') || /no recovery/.test(one.text),
    PLAN_LIMIT_MS,
  );
  show(asText(plan));
  if (!hasButton(plan, 'recovery_start')) return { recovered: false, says: plan.text };
  await presses(MIRA, plan, 'recovery_start');
  const asks = await sees(
    'the question to agree',
    (one) => one.ts === plan.ts && hasButton(one, 'recovery_approve'),
    PLAN_LIMIT_MS,
  );
  await presses(OLAF, asks, 'recovery_approve');
  const end = await sees('the end', (one) => isEnd(one.text), END_LIMIT_MS);
  show('The thread as it reads now:');
  for (const message of slack.messages()) show(asText(message));
  return { recovered: /: recovered$/.test(end.text), says: end.text };
}

const isEnd = (headline: string): boolean =>
  /: (?:recovered|not recovered|rolled back|put back|escalated|refused|recovery (?:refused|failed|ended))/.test(
    headline,
  );

type Block = { elements?: { action_id?: string; text?: { text: string } }[] };
const buttonsIn = (message: Kept) =>
  ((message.blocks ?? []) as Block[]).flatMap(({ elements = [] }) => elements);
const hasButton = (message: Kept, action: string): boolean =>
  buttonsIn(message).some(({ action_id }) => action_id === action);
const labelOf = (message: Kept, action: string): string =>
  buttonsIn(message).find(({ action_id }) => action_id === action)?.text?.text ?? action;

const headlineNow = (messages: readonly Kept[]): string => messages.at(-1)?.text ?? 'nothing said yet';

/** A message as lines: what its blocks say, without buttons. */
export function asText(message: Kept): string {
  type Node = { type?: string; text?: string | Node; fallback?: string; elements?: Node[]; url?: string };
  const words = (node: Node): string => {
    if (typeof node.text === 'object') return words(node.text);
    if (node.elements === undefined) return node.fallback ?? node.text ?? '';
    const inline = node.type === 'rich_text_section' || node.type === 'rich_text_preformatted';
    return node.elements.map(words).join(inline ? '' : node.type === 'context' ? ' · ' : '\n');
  };
  const blocks = ((message.blocks ?? []) as Node[]).filter(({ type }) => type !== 'actions');
  const indent = message.thread_ts === undefined ? '' : '  ';
  return blocks
    .map(words)
    .join('\n')
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');
}
