/**
 * A gateway brought back on a host that AWS SSM alone reaches: a real OpenClaw under a real systemd, the shipped bot and
 * host agent, the shipped document. One person asks in Slack, another agrees, and the command that brings the order is
 * killed under it: the host agent's unit goes on, the gateway is started once, and the thread is told the end.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack } from '../../infra/host-agent/pack.mjs';
import { payloadOf } from '../../src/agent/errands/take-invitation.ts';
import { readErrand } from '../../src/protocol/errand.ts';
import { eventually } from '../contracts/world.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { type FakeSsm, startSsm } from '../fakes/ssm/server.ts';
import {
  BOT_TOKEN,
  type Kept,
  MIRA,
  OLAF,
  press,
  SIGNING_SECRET,
  type Slack,
  slashCommand,
  startSlack,
} from '../stories/slack-behind-gate.ts';
import { runOn } from './behind-ssm.ts';
import { startBot } from './bot.ts';
import { bootGatewayHost, UNIT as GATEWAY, type GatewayHost } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const missing = whyNot('systemd') ?? whatIsMissing();
if (missing !== null) console.log(`A recovery by way of AWS under systemd is skipped: ${missing}`);

const NAME = 'node-9';
const AGENT = 'openclaw-host-agent';
const UNIT = `${AGENT}@claw.service`;
const STATE = `/var/lib/${AGENT}/claw`;
const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 240_000;
/** The host has a network of its own, and nobody listens there: what gets through got through AWS. */
const NOWHERE = 'http://127.0.0.1:9';

/** What is ordered by an errand as SSM carries it. */
function opOf(errand: string): unknown {
  const read = readErrand(errand);
  return read && 'order' in read ? payloadOf(read.order).op : null;
}

describe.skipIf(missing !== null)('a gateway on a host that AWS SSM alone reaches', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ssm-recovery-'));
  let host: GatewayHost;
  let ssm: FakeSsm;
  let slack: Slack;
  let bot: Awaited<ReturnType<typeof startBot>>;

  beforeAll(async () => {
    pack(join(dir, 'release'));
    [ssm, slack] = await Promise.all([startSsm(), startSlack()]);
    const inSlack = {
      ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, ADMIN_USERS: MIRA },
      ...{ SLACK_API_URL: slack.gate.apiUrl, OPERATOR_USERS: MIRA, APPROVER_USERS: `${MIRA},${OLAF}` },
    };
    bot = await startBot({ publicUrl: NOWHERE, settings: { ...ssm.settings, ...inSlack } });
    host = await bootGatewayHost(NAME, 'thrown away', { '/srv/release': join(dir, 'release') });
    ssm.machines.push({ id: INSTANCE, online: true, home: '', lib: null, run: (step) => runOn(host, step) });
  }, 300_000);
  afterAll(async () => {
    await host?.down();
    await bot?.stop();
    await slack?.stop();
    await ssm?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  async function types(line: string): Promise<string> {
    const answer = await fetch(`${bot.url}/slack/events`, slashCommand(line, randomUUID(), MIRA));
    expect(answer.status).toBe(200);
    return answer.text();
  }
  async function presses(user: string, { ts }: Kept, action: string): Promise<void> {
    // As it reads now, which is what a person presses on.
    const now = slack.messages().find((one) => one.ts === ts) as Kept;
    expect((await fetch(`${bot.url}/slack/events`, press(now, action, user))).status).toBe(200);
  }
  const wordsOf = ({ text, blocks }: Kept): string => `${text} ${textsIn((blocks ?? []) as never).join('')}`;
  /** The newest message that says so, once there is one. */
  async function says(...parts: RegExp[]): Promise<Kept> {
    const look = async () =>
      slack.messages().findLast((one) => parts.every((part) => part.test(wordsOf(one))));
    const seen = await eventually(look, (one) => one !== undefined, PATIENCE_MS);
    if (seen === undefined)
      throw new Error(`Nobody said ${parts.join(', ')}:\n${slack.messages().map(wordsOf).join('\n')}`);
    return seen;
  }
  /** How often systemd has started the gateway: the unit itself writes a line each time. */
  const starts = async (): Promise<number> => Number(await host.ok('wc -l < /home/claw/starts'));
  const agent = (line: string) => host.ok(`node /usr/local/lib/${AGENT}/host.mjs ${line}`, { user: 'claw' });

  it('joins by AWS, and its admin lets it be recovered with somebody else’s consent', async () => {
    await host.ok(`sh /srv/release/install.sh --system --owner claw --node /usr/local/bin/node
      install -d -m 755 /etc/${AGENT}
      printf 'read_only = false\\nallow = ["@look", "@freeze", "@recover"]\\napproval = "slack"\\n' > /etc/${AGENT}/agent.toml`);
    const invited = await types(`enroll ${NAME} ssm ${INSTANCE}`);
    await agent(`ssm-allow --bot ${/ssm-allow --bot ([\w-]{43})/.exec(invited)?.[1]}`);
    await eventually(
      () => types(`host ${NAME}`),
      (card) => card.includes('used when the host agent is not connected'),
      PATIENCE_MS,
    );
    const { key } = JSON.parse(await agent(`policy --json --state ${STATE}`)) as { key: string };
    expect(await types(`host ${NAME} confirm ${key}`)).toContain('key confirmed');
  });

  it('is brought back once, though the command that brought the order was killed under it', async () => {
    // A gateway that goes on with the token that it was started with, while everybody else reads another.
    await host.claw(`mkdir -p ~/.config/systemd/user/${GATEWAY}.d
      printf '[Service]\\nExecStartPost=/bin/sh -c "echo started >> /home/claw/starts"\\n' > ~/.config/systemd/user/${GATEWAY}.d/counted.conf
      systemctl --user daemon-reload
      sed -i 's/"mode":"local"/"mode":"local","reload":{"mode":"off"}/' ~/.openclaw/openclaw.json
      systemctl --user start ${GATEWAY}`);
    await host.ready();
    await host.claw(
      `sed -i 's/a-token-of-this-host-0001/another-token-of-this-host-2/' ~/.openclaw/openclaw.json`,
    );

    await types(`recover ${NAME} because clients are rejected`);
    const plan = await says(/: recovery plan · /, /Nothing starts before another person/);
    await presses(MIRA, plan, 'recovery_start');
    await says(/: recovery plan · /, /Approval 0 of 1/);
    expect(await starts()).toBe(1);

    const taken = host.sh(`until grep -q '"op":"recovery.run"' ${STATE}/journal.jsonl; do sleep 0.02; done`, {
      limitMs: PATIENCE_MS,
    });
    await presses(OLAF, plan, 'recovery_approve');
    expect((await taken).code).toBe(0);
    const brought = ssm.commands.find(({ order }) => opOf(order) === 'recovery.run');
    brought?.running?.kill();
    expect(await brought?.running?.ended).toMatchObject({ killed: true, out: '' });
    // What carries it out belongs to the host agent's unit, which the command has only started.
    await host.until(`grep '/${UNIT}' "/proc/$(pgrep -f '[h]ost-recover.mjs' | head -n 1)/cgroup"`);

    const ends = 'recovered|not recovered|recovery (?:not confirmed|refused|state unknown)';
    const end = await says(new RegExp(`^${NAME}: (?:${ends})`));
    expect(end.text).toBe(`${NAME}: recovered`);
    expect(wordsOf(end)).toContain('token-drift was looked for again: gone.');
    expect(slack.messages().filter(({ text }) => text === `${NAME}: recovered`)).toHaveLength(1);
    expect(await starts()).toBe(2);
    expect(await host.ok(`grep -c '"op":"recovery.run"' ${STATE}/journal.jsonl`)).toBe('1');
    expect(wordsOf(await says(/: recovery plan · /, /verified/))).toMatch(
      /requested by .* approved by .* delivered .* started .* verified/,
    );
    await host.ready();
  });
});
