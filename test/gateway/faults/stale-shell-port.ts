/**
 * The operator's shell holds an old port: `openclaw gateway status` says that the connectivity probe failed, while
 * the gateway works on the port of its configuration. Whoever restarts it ends running work for nothing.
 *
 * Seen on the host: the command's own words in the log, `Connectivity probe: failed` with `Probe target:
 * ws://127.0.0.1:OLD`; the gateway's own port is another, and a greeting and a read there succeed.
 *
 * The twin was red for a good reason: it was asked on its own port while it stood still, and goes on since.
 */
import { execFile } from 'node:child_process';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';

/** `openclaw gateway status` as the operator types it; its words go into the gateway's log (2026.9.6). */
async function askStatus(lab: Lab, env: Record<string, string>): Promise<void> {
  await new Promise<void>((resolve) => {
    const options = { cwd: lab.dir, env: lab.env(env), timeout: 60_000 };
    execFile(lab.openclaw.command, ['gateway', 'status'], options, () => resolve()).stdin?.end();
  });
}

export default defineFault({
  name: 'stale-shell-port',
  title: "the operator's shell holds an old port, so status is red and the gateway is fine",
  accepted: ['probe-false-red', 'wrong-target-url'],
  async plant(lab) {
    await lab.start();
    const env = { OPENCLAW_GATEWAY_PORT: String(lab.port + 7) };
    await askStatus(lab, env);
    await seen(lab, 'Connectivity probe: failed');
    return { env };
  },
  twin: {
    title: 'status was red while the gateway stood still, and it goes on since',
    async plant(lab) {
      const gateway = await lab.start();
      gateway.signal('SIGSTOP');
      const asked = askStatus(lab, {});
      await asked;
      gateway.signal('SIGCONT');
      await gateway.ready();
      return undefined;
    },
  },
});
