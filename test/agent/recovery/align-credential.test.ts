/** Drift between the copies of a credential: which copy is wrong is what the gateway itself says, and the cure follows. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plannedRepair } from '../../../src/agent/recovery/planned-repair.ts';
import { repairCalled } from '../../../src/agent/recovery/repairs/index.ts';
import { openSite } from '../../../src/agent/recovery/site.ts';
import { gatewayLike, processLike } from '../place.ts';
import { knows } from '../stand-in-gateway.ts';
import { planIn, type RecoveryPlace, recoveryPlace, wellConfigured } from './stand-in-openclaw.ts';

const OURS = 'token-of-the-configuration-0001';
const ITS = 'token-that-the-gateway-goes-by-0002';

type Drift = {
  its?: string;
  auth?: object;
  reload?: object;
  env?: Record<string, string>;
  processEnv?: Record<string, string>;
  prepare?: (place: RecoveryPlace) => void;
  late?: boolean;
  denied?: string[];
};

async function planned({
  its = ITS,
  auth = { mode: 'token', token: OURS },
  reload,
  env,
  processEnv,
  prepare,
  late,
  denied = [],
}: Drift) {
  const { port } = await gatewayLike(knows(its));
  const bare = recoveryPlace();
  const place = { ...bare, options: { ...bare.options, denied, env: { ...bare.env, ...env } } };
  const well = wellConfigured(place);
  const config = { ...well, gateway: { ...well.gateway, port, auth, ...(reload ? { reload } : {}) } };
  place.configure(config);
  prepare?.(place);
  await processLike(place, { port, ...(processEnv ? { env: processEnv } : {}) });
  if (late) {
    // A file's time and a process's start are told apart by a second.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    place.configure(config);
  }
  const made = await planIn(place, { finding: 'token-drift' });
  const all = JSON.stringify(made);
  for (const secret of [OURS, ITS, 'an-old-one-0003']) expect(all).not.toContain(secret);
  const repair = made.ok ? plannedRepair({ told: { plan: made.memory } }) : null;
  const opened = await openSite(undefined, place.options, new AbortController().signal);
  if (!opened.ok) throw new Error('no site');
  const staged = repair && (await repairCalled(repair.id)?.stage(opened.site, repair.args));
  const files = staged?.ok ? staged.files.map(({ path, bytes }) => ({ path, text: bytes?.toString() })) : [];
  return { made, repair, files, place };
}

it('a credential by hand at the start: stop and start, and no file is touched', async () => {
  const { made, repair, files } = await planned({});
  expect(repair).toMatchObject({ id: 'align-credential', needs: 'stop-start' });
  expect(files).toEqual([]);
  expect(made.ok && made.plan.steps.map(({ operation }) => operation)).toEqual([
    'lease',
    'snapshot',
    'validate',
    'doctor',
    'restart.stop-start',
    'acceptance.control',
  ]);
});

it('a flag in the service definition: it goes out of that line, and a restart is enough', async () => {
  const unit = `[Service]\nExecStart=/usr/bin/node /opt/openclaw/openclaw.mjs gateway run --token an-old-one-0003 --port 1\n`;
  const { repair, files, place } = await planned({
    prepare: ({ write, stateDir }) =>
      write(
        '.config/systemd/user/openclaw-gateway.service',
        `${unit}Environment=OPENCLAW_STATE_DIR=${stateDir}\n`,
      ),
  });
  expect(repair).toMatchObject({ needs: 'restart' });
  const path = join(place.dir, '.config/systemd/user/openclaw-gateway.service');
  expect(files).toEqual([{ path, text: readFileSync(path, 'utf8').replace(' --token an-old-one-0003', '') }]);
});

const FILES: readonly [string, Drift][] = [
  [
    'a flag in the service definition',
    {
      prepare: ({ write, stateDir }) =>
        write(
          '.config/systemd/user/openclaw-gateway.service',
          `[Service]\nExecStart=/usr/bin/node /opt/openclaw/openclaw.mjs gateway run --token an-old-one-0003 --port 1\nEnvironment=OPENCLAW_STATE_DIR=${stateDir}\n`,
        ),
    },
  ],
  [
    "a line in the state's .env",
    {
      auth: { mode: 'token' },
      processEnv: { OPENCLAW_GATEWAY_TOKEN: ITS },
      prepare: ({ stateDir }) =>
        writeFileSync(join(stateDir, '.env'), 'OPENCLAW_GATEWAY_TOKEN=an-old-one-0003\n'),
    },
  ],
];

it.each(FILES)(
  '%s stays where the policy of the host names the key that it decides',
  async (_title, drift) => {
    const { made } = await planned({ ...drift, denied: ['gateway.auth.*'] });
    expect(made).toMatchObject({
      ok: false,
      because: { code: 'candidate.denied', params: { key: 'gateway.auth.token', pattern: 'gateway.auth.*' } },
    });
  },
);

it('a credential that was saved and never loaded: a restart loads it', async () => {
  const { repair, files } = await planned({ reload: { mode: 'off' }, late: true });
  expect(repair).toMatchObject({ needs: 'restart' });
  expect(files).toEqual([]);
});

it("an old line in the state's .env: it gets the value that the gateway goes by", async () => {
  const { repair, files, place } = await planned({
    auth: { mode: 'token' },
    processEnv: { OPENCLAW_GATEWAY_TOKEN: ITS },
    prepare: ({ stateDir }) =>
      writeFileSync(join(stateDir, '.env'), '# of spring\nOPENCLAW_GATEWAY_TOKEN=an-old-one-0003\nB=1\n'),
  });
  expect(repair).toMatchObject({ needs: 'reload' });
  expect(files).toEqual([
    { path: join(place.stateDir, '.env'), text: `# of spring\nOPENCLAW_GATEWAY_TOKEN=${ITS}\nB=1\n` },
  ]);
});

it("an old value in a person's own shell is theirs to change", async () => {
  const { made } = await planned({
    auth: { mode: 'token' },
    env: { OPENCLAW_GATEWAY_TOKEN: 'an-old-one-0003' },
    processEnv: { OPENCLAW_GATEWAY_TOKEN: ITS },
  });
  expect(made).toMatchObject({ ok: false, because: { code: 'credential.in-a-shell' } });
});

it('a credential that the gateway takes is not drift, whatever was found', async () => {
  const { made } = await planned({ its: OURS });
  expect(made).toMatchObject({ ok: false, because: { code: 'credential.accepted' } });
});
