/**
 * A machine that loses its power in the middle of the ordered restart of a recovery: who calls it again after the boot
 * finds the run, believes only an instance of this boot, and the gateway is started once. A reboot in good order is no
 * such thing: systemd refuses the order that comes too late, and the run has ended before the machine does.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootGatewayHost, type GatewayHost, UNIT } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const missing = whyNot('systemd') ?? whatIsMissing();
if (missing !== null) console.log(`Reboots under systemd are skipped: ${missing}`);

const LONG = { user: 'claw', limitMs: 280_000 } as const;
const STATE = '/home/claw/.acting';
const RECOVER = `node /srv/host/host.mjs recover --local --yes --because "a test" --json --state ${STATE}`;
const BOOT = '/proc/sys/kernel/random/boot_id';

describe.skipIf(missing !== null)(
  'under systemd, a recovery whose machine boots again during the restart',
  () => {
    let host: GatewayHost;
    beforeAll(async () => {
      host = await bootGatewayHost('node-b', 'kept');
    }, 180_000);
    afterAll(() => host?.down());

    /** As in the test of kills; the unit writes down in which boot of the machine it was started. */
    async function plant(): Promise<void> {
      await host.reset();
      await host.claw(`rm -rf ${STATE} ~/starts; mkdir -p ~/.config/systemd/user/${UNIT}.d
      printf '[Service]\\nExecStartPost=/bin/sh -c "cat ${BOOT} >> /home/claw/starts"\\n' > ~/.config/systemd/user/${UNIT}.d/counted.conf
      systemctl --user daemon-reload
      sed -i 's/"mode":"local"/"mode":"local","reload":{"mode":"off"}/' ~/.openclaw/openclaw.json
      systemctl --user start ${UNIT}`);
      await host.ready();
      await host.claw(
        `sed -i 's/a-token-of-this-host-0001/another-token-of-this-host-2/' ~/.openclaw/openclaw.json`,
      );
    }
    const startsOfThisBoot = async (): Promise<number> =>
      Number(await host.ok(`grep -c -f ${BOOT} /home/claw/starts || true`));
    const before = (): Promise<string> =>
      host.ok(
        `node -p 'JSON.parse(require("fs").readFileSync("${STATE}/recovery/restarts.json","utf8")).map((one) => one.before + " " + one.ended).join()'`,
      );

    it.each([
      ['the service starts with the machine', true],
      ['nothing starts the service with the machine', false],
    ] as const)(
      'where %s, goes on, ends as it should, and starts it once',
      async (_, enabled) => {
        await plant();
        if (!enabled) await host.claw(`systemctl --user disable ${UNIT}`);
        const boot = await host.ok(`tr -d - < ${BOOT}`);
        await host.sh(
          `setsid ${RECOVER} >/dev/null 2>&1 & first=$!
        until grep -q '"ended":null' ${STATE}/recovery/restarts.json 2>/dev/null; do
          kill -0 $first || exit 1; sleep 0.02
        done`,
          LONG,
        );
        await host.reboot();
        expect(await host.ok(`tr -d - < ${BOOT}`)).not.toBe(boot);
        expect(await before()).toMatch(new RegExp(`^\\d+@\\d+:${boot}/\\S+ null$`));
        await host.until('systemctl --user is-system-running --wait || true', { user: 'claw' });
        if (enabled) await host.ready();
        expect(await startsOfThisBoot()).toBe(enabled ? 1 : 0);
        const ran = await host.sh(RECOVER, LONG);
        expect(ran.stdout, ran.stderr).toMatch(/^\{/);
        expect(JSON.parse(ran.stdout)).toMatchObject({ outcome: 'recovered' });
        expect(await startsOfThisBoot()).toBe(1);
        await host.ready();
      },
      500_000,
    );
  },
);
