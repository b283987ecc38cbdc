/**
 * A host without a way in or out, on a real systemd: it joins by AWS SSM, looks by it, and is held still by it. A stand-in
 * of SSM hands the shipped document, unchanged, to root there, in a unit that a cancelled command ends as a whole.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDeb } from '../../infra/host-agent/deb/build.mjs';
import { pack } from '../../infra/host-agent/pack.mjs';
import { readPrinted } from '../../src/protocol/errand.ts';
import { eventually } from '../contracts/world.ts';
import { type FakeSsm, startSsm } from '../fakes/ssm/server.ts';
import { runOn } from './behind-ssm.ts';
import { startBot } from './bot.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const missing = whatIsMissing();
if (missing !== null) console.log(`Hosts cannot be booted here, so these tests are skipped: ${missing}`);

const NAME = 'openclaw-host-agent';
const UNIT = `${NAME}@claw.service`;
const STATE = `/var/lib/${NAME}/claw`;
const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 60_000;
/** Nobody listens there: what gets through got through AWS. */
const NOWHERE = 'http://127.0.0.1:9';

const WAYS = [
  {
    way: 'install.sh',
    name: 'node-7',
    install: 'sh /srv/release/install.sh --system --owner claw --node /usr/local/bin/node',
    program: `/usr/local/lib/${NAME}/host.mjs`,
  },
  {
    way: 'the Debian package',
    name: 'node-8',
    install: `dpkg -i /srv/packages/*.deb; mkdir -p /etc/${NAME}; ln -sfn /usr/local/bin/node /etc/${NAME}/node
      install -d -m 700 -o claw -g claw ${STATE}`,
    program: `/usr/lib/${NAME}/host.mjs`,
  },
];

describe.skipIf(missing !== null).each(WAYS)('a host of $way', ({ name, install, program }) => {
  const dir = mkdtempSync(join(tmpdir(), 'ssm-hosts-'));
  let host: Host;
  let ssm: FakeSsm;
  let bot: Awaited<ReturnType<typeof startBot>>;

  beforeAll(async () => {
    pack(join(dir, 'release'));
    buildDeb(join(dir, 'packages'));
    ssm = await startSsm();
    bot = await startBot({ publicUrl: NOWHERE, settings: ssm.settings });
    host = await boot(name, {
      '/srv/release': join(dir, 'release'),
      '/srv/packages': join(dir, 'packages'),
      '/usr/local/bin/node': nodeForHosts(ROOT),
    });
    ssm.machines.push({ id: INSTANCE, online: true, home: '', lib: null, run: (step) => runOn(host, step) });
    await host.ok('useradd --create-home --uid 1000 claw; useradd --create-home other');
  }, 120_000);
  afterAll(async () => {
    await host?.down();
    await bot?.stop();
    await ssm?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  const asClaw = (line: string) => host.sh(`node ${program} ${line}`, { user: 'claw' });
  const frozen = () => asClaw(`frozen --state ${STATE}`).then(({ code }) => code);
  const statusOf = (unit: string) =>
    host.sh(`systemctl show --value --property=ActiveState,ControlGroup ${unit}`);
  const says = (line: string, part: RegExp) =>
    eventually(
      () => bot.say(line),
      (said) => part.test(said),
      PATIENCE_MS,
    );

  it('is not there before anything is installed', async () => {
    await bot.say(`enroll ${name} ssm ${INSTANCE}`);
    const { code } = await ssm.ended(ssm.sendAs(INSTANCE, 'QQ'));
    expect(code).toBe(127);
  });

  it('joins by AWS alone, once its owner has said which bot may take it', async () => {
    await host.ok(install);
    // Another user's host agent on the same machine: each order finds whose it is.
    await host.ok(`install -d -m 700 -o other -g other /var/lib/${NAME}/other`);
    const invited = await bot.say(`enroll ${name} ssm ${INSTANCE}`);
    const key = /ssm-allow --bot ([\w-]{43})/.exec(invited)?.[1] ?? '';
    const early = () => ssm.commands.filter(({ out }) => out.startsWith('OCJ1 '));
    await eventually(
      async () => early().length,
      (seen) => seen > 0,
      PATIENCE_MS,
    );
    expect(Buffer.from(early()[0]?.out.split(' ')[1] ?? '', 'base64url').toString()).toContain(
      'not-expected',
    );
    const allowed = await asClaw(`ssm-allow --bot ${key}`);
    expect(allowed.stdout).toContain(STATE);
    await says(`host ${name}`, /used when the host agent is not connected/);
    const { key: own } = JSON.parse((await asClaw(`policy --json --state ${STATE}`)).stdout) as {
      key: string;
    };
    await bot.say(`host ${name} confirm ${own}`);
    expect(await bot.say(`host ${name}`)).not.toContain('not confirmed');
  }, 120_000);

  it('answers a triage by AWS, with its owner’s rights and without a service', async () => {
    const { thread } = await bot.triage(name);
    expect(thread.join('\n')).toContain(name);
    expect((await statusOf(UNIT)).stdout).toContain('inactive');
    const owners = await host.ok(`find ${STATE} -printf '%u\n' | sort -u`);
    expect(owners).toBe('claw');
  }, 120_000);

  it('gives a change to its unit, which a cancelled command does not take with it', async () => {
    await host.ok(`mkdir -p /etc/${NAME}
      printf 'read_only = false\nallow = ["@look", "@freeze"]\n' > /etc/${NAME}/agent.toml`);
    const before = ssm.commands.length;
    await bot.say(`freeze ${name} for 20m because the disk is swapped`);
    const orders = () => ssm.commands.slice(before);
    await eventually(
      async () => orders()[0]?.status,
      (status) => status === 'InProgress',
      PATIENCE_MS,
    );
    await host.until(`test "$(systemctl show --value --property=ActiveState ${UNIT})" = active`);
    orders()[0]?.running?.kill();
    await eventually(frozen, (code) => code === 1, PATIENCE_MS);
    const { stdout } = await statusOf(UNIT);
    expect(stdout).toContain('active');
    expect(stdout).toMatch(new RegExp(`/system\\.slice/.*${NAME}@claw\\.service`));
    // The next delivery is told how the first one went.
    await eventually(
      async () => orders().some(({ out }) => out.startsWith('OC1 ')),
      (seen) => seen,
      PATIENCE_MS,
    );
    expect(await bot.say('status')).toContain(name);
  }, 180_000);

  it('refuses an order that AWS brings again', async () => {
    const order = ssm.commands.findLast(({ out }) => out.startsWith('OC1 '))?.order ?? '';
    const { out } = await ssm.ended(ssm.sendAs(INSTANCE, order));
    const printed = readPrinted(out);
    const head =
      printed.state === 'whole' ? (JSON.parse(printed.head) as { payload: string }) : { payload: '' };
    expect(JSON.parse(Buffer.from(head.payload, 'base64url').toString())).toMatchObject({
      kind: 'refused',
      code: 'counter',
      known: true,
    });
  }, 120_000);

  it('where no unit is installed has one for the time being, locked in and of the same user', async () => {
    const file = (await host.ok(`systemctl show --value --property=FragmentPath ${UNIT}`)).trim();
    await host.ok(`systemctl stop ${UNIT}; mv ${file} /srv; systemctl daemon-reload`);
    await bot.say(`unfreeze ${name}`);
    await eventually(frozen, (code) => code === 0, PATIENCE_MS);
    const unit = `${NAME}-errand-1000.service`;
    const pid = await host.ok(`systemctl show --value --property=MainPID ${unit}`);
    const status = await host.ok(`cat /proc/${pid}/status`);
    expect(status).toMatch(/NoNewPrivs:\s+1/);
    expect(status).toMatch(/Uid:\s+1000\s+1000/);
    expect((await statusOf(unit)).stdout).toMatch(new RegExp(`/system\\.slice/${unit}`));
  }, 120_000);
});
