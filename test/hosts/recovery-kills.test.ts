/**
 * A recovery under a real systemd that dies in the middle: `recover --local` is killed at one record of its journal after
 * the other, and called again. The unit itself writes down how often it was started.
 * `KILLS=20 npm run test:hosts -- test/hosts/recovery-kills` spreads twenty over the whole run; without it there is one.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootGatewayHost, type GatewayHost, UNIT } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const missing = whyNot('systemd') ?? whatIsMissing();
if (missing !== null) console.log(`Kills of a recovery under systemd are skipped: ${missing}`);

const KILLS = Number(process.env.KILLS ?? 1);
const LONG = { user: 'claw', limitMs: 280_000 } as const;
const STATE = '/home/claw/.acting';
const RECOVER = `node /srv/host/host.mjs recover --local --yes --because "a test" --json --state ${STATE}`;
/** Lines of the journal of the run, 0 before there is one. */
const RECORDS = `cat ${STATE}/recovery/runs/*.jsonl 2>/dev/null | wc -l`;

type Report = { outcome: string; steps: { step: string; state: string }[]; because?: string };

describe.skipIf(missing !== null)('under systemd, a recovery that is killed', () => {
  let host: GatewayHost;
  /** Records that an undisturbed run leaves. */
  let whole = 0;
  /** How often systemd has started the unit since it was planted: the unit itself writes a line each time. */
  const starts = async (): Promise<number> => Number(await host.ok('wc -l < /home/claw/starts'));
  const pid = (): Promise<string> =>
    host.ok(`systemctl --user show --value --property=MainPID ${UNIT}`, { user: 'claw' });
  const recover = async (): Promise<Report> => {
    const ran = await host.sh(RECOVER, LONG);
    if (!ran.stdout.startsWith('{')) throw new Error(`${ran.code}: ${ran.stdout}${ran.stderr}`);
    return JSON.parse(ran.stdout) as Report;
  };

  /** A gateway that goes on with the token that it was started with, while everybody else reads another. */
  async function plant(): Promise<void> {
    await host.reset();
    await host.claw(`rm -rf ${STATE} ~/starts; mkdir -p ~/.config/systemd/user/${UNIT}.d
      printf '[Service]\\nExecStartPost=/bin/sh -c "echo started >> /home/claw/starts"\\n' > ~/.config/systemd/user/${UNIT}.d/counted.conf
      systemctl --user daemon-reload
      sed -i 's/"mode":"local"/"mode":"local","reload":{"mode":"off"}/' ~/.openclaw/openclaw.json
      systemctl --user start ${UNIT}`);
    await host.ready();
    await host.claw(
      `sed -i 's/a-token-of-this-host-0001/another-token-of-this-host-2/' ~/.openclaw/openclaw.json`,
    );
  }

  beforeAll(async () => {
    host = await bootGatewayHost('node-k');
  }, 180_000);
  afterAll(() => host?.down());

  it('undisturbed, restarts the unit once', async () => {
    await plant();
    const before = await pid();
    expect(await starts()).toBe(1);
    expect(await recover()).toMatchObject({ outcome: 'recovered' });
    expect(await pid()).not.toBe(before);
    expect(await starts()).toBe(2);
    whole = Number(await host.ok(RECORDS));
    console.log(`An undisturbed run leaves ${whole} records.`);
  }, 300_000);

  it.each(Array.from({ length: KILLS }, (_, n) => n))(
    'and called again, kill %i of those asked for, restarts it once and ends as it should',
    async (n) => {
      await plant();
      const at = 1 + Math.floor(((n + 0.5) * (whole - 1)) / KILLS);
      // The whole group dies, as with a machine that loses its power: nobody is left to tidy up.
      await host.sh(
        `setsid ${RECOVER} >/dev/null 2>&1 & first=$!
        while [ $(${RECORDS}) -lt ${at} ] && kill -0 $first 2>/dev/null; do sleep 0.02; done
        kill -KILL -- -$first 2>/dev/null || true`,
        LONG,
      );
      const reached = Number(await host.ok(RECORDS));
      const report = await recover();
      console.log(`killed at record ${reached} of ${whole}: ${report.outcome}`);
      expect(reached).toBeGreaterThanOrEqual(at);
      expect(report).toMatchObject({ outcome: 'recovered' });
      expect(await starts()).toBe(2);
      expect(await host.ok(`cat ~/.openclaw/openclaw.json`, { user: 'claw' })).toContain(
        'another-token-of-this-host-2',
      );
    },
    400_000,
  );
});
