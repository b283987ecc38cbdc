/**
 * A host with a real systemd and a real OpenClaw, where the user `claw` runs a gateway as a service. It has a network
 * of its own, so its port 18789 is nobody else's.
 */
import { dirname, join } from 'node:path';
import { installOpenClaw } from '../gateway/install.ts';
import { fileOf } from '../gateway/programs.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const PACKAGE = '/opt/openclaw/node_modules/openclaw';
export const UNIT = 'openclaw-gateway.service';

/** A gateway on loopback that wants nothing from outside. */
export const HEALTHY = {
  gateway: { mode: 'local', port: 18_789, auth: { mode: 'token', token: 'a-token-of-this-host-0001' } },
  agents: { defaults: { workspace: '/home/claw/work' } },
  models: { catalogRefresh: { enabled: false } },
  update: { checkOnStart: false },
  discovery: { mdns: { mode: 'off' } },
};

export type Told = { verdict: string; first: string | undefined; claims: string[]; text: string };

/** What the host agent's report comes down to: its first finding and all that it claims. */
export function told(stdout: string): Told {
  const report = JSON.parse(stdout) as {
    verdict: string;
    findings: { id: string; confidence: number }[];
  };
  const claims = report.findings.filter(({ confidence }) => confidence >= 0.5).map(({ id }) => id);
  return { verdict: report.verdict, first: claims[0], claims, text: stdout.slice(0, 6_000) };
}

export type GatewayHost = Host & {
  /** Looks with the host agent, as a user. */
  triage(user?: 'claw' | 'root'): Promise<Told>;
  /** Runs it as `claw`, as after a login. */
  claw(command: string): Promise<string>;
  /** Waits for the gateway on the usual port to be ready. */
  ready(): Promise<void>;
  /** Back to a unit as it was installed and a healthy configuration, nothing running, nothing remembered. */
  reset(): Promise<void>;
};

/** Boots it, and lets OpenClaw install its service; nothing runs yet. `binds`: what else is shown inside, as in `boot`. */
export async function bootGatewayHost(
  name: string,
  disk: 'thrown away' | 'kept' = 'thrown away',
  binds: Record<string, string> = {},
): Promise<GatewayHost> {
  const openclaw = await installOpenClaw(() => {});
  const host = await boot(
    name,
    {
      '/usr/local/bin/node': nodeForHosts(ROOT),
      '/opt/openclaw/node_modules': join(openclaw.cacheDir, 'node_modules'),
      '/srv/host': dirname(fileOf('host')),
      ...binds,
    },
    'own',
    disk,
  );
  const claw = (command: string): Promise<string> => host.ok(command, { user: 'claw', limitMs: 120_000 });
  const ready = async (): Promise<void> => {
    const asks = `node -e "fetch('http://127.0.0.1:18789/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"`;
    // A start takes ten seconds of one processor, and a busy machine has little of it.
    for (let n = 0; n < 4; n++)
      if (
        (await host.sh(`timeout 29 sh -c 'until ${asks.replaceAll("'", `'\\''`)}; do sleep 1; done'`))
          .code === 0
      )
        return;
    throw new Error(`the gateway did not get ready:\n${await host.ok(`journalctl --no-pager -n 40`)}`);
  };
  const triage = async (user: 'claw' | 'root' = 'claw'): Promise<Told> => {
    const ran = await host.sh('node /srv/host/host.mjs triage --json --state ~/.looked', { user });
    if (ran.code > 1) throw new Error(ran.stderr);
    return told(ran.stdout);
  };
  const reset = async (): Promise<void> => {
    await host.ok(
      'systemctl disable --now bot || true; rm -f /etc/systemd/system/bot.service; systemctl daemon-reload',
    );
    await host.ok('touch /var/lib/systemd/linger/claw; systemctl start user@1000.service');
    await claw(`systemctl --user stop ${UNIT} || true
      rm -rf ~/.config/systemd/user/*.d ~/.config/systemd/user/*-work.service ~/.config/systemd/user/old-bot.service ~/other ~/.openclaw/openclaw.json.* /tmp/openclaw
      cp ~/${UNIT}.installed ~/.config/systemd/user/${UNIT}
      cp ~/healthy.json ~/.openclaw/openclaw.json
      systemctl --user daemon-reload; systemctl --user reset-failed; systemctl --user enable ${UNIT}`);
    await host.ok('journalctl --rotate --vacuum-time=1s >/dev/null 2>&1 || true');
  };
  try {
    await host.ok(`useradd --create-home --uid 1000 claw; loginctl enable-linger claw
      ln -s ${PACKAGE}/openclaw.mjs /usr/bin/openclaw`);
    await host.until('systemctl --user is-system-running', { user: 'claw' });
    await host.ok(
      `mkdir -m 700 ~/.openclaw; mkdir ~/work; cat > ~/healthy.json; cp ~/healthy.json ~/.openclaw/openclaw.json`,
      { user: 'claw', input: JSON.stringify(HEALTHY) },
    );
    await claw(`openclaw gateway install; systemctl --user stop ${UNIT}
      cp ~/.config/systemd/user/${UNIT} ~/${UNIT}.installed`);
  } catch (error) {
    await host.down();
    throw error;
  }
  return { ...host, claw, ready, triage, reset };
}
