/**
 * @module agent/supervisors/detached-start
 * Starts a gateway so that it lives on when we end. As a service, the host agent is in a control group that ends with it,
 * under limits and a filter of system calls that are no gateway's: there the user's own systemd starts it instead.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { HostPort } from '../host/host-port.ts';
import { strangerIn } from '../host/own-programs.ts';
import { ownUid, writePrivate } from '../private-files.ts';
import { homeOfGroup } from '../services/supervision.ts';
import { type Asked, wayTo } from '../services/systemd.ts';
import { bootOf, type Named, startOf } from './instance.ts';
import type { Launch } from './launch.ts';
import { because, type Sight, type Taken } from './supervisor.ts';

const LIMIT_MS = 20_000;
/** Units that hold what we started: they start nothing again, so for a restart theirs is a plain process. */
export const STARTED_BY_US = /^openclaw-gateway-started-[0-9a-f]+\.service$/;
/** What systemd would read something else into: specifiers, variables, quotes (systemd.service(5), COMMAND LINES). */
const ODD = /[%$"'\\;\s]/;

export type Started = Taken & { process?: Named };

/** Are we in a service's control group? What we start by ourselves would be, too. */
async function inService(host: HostPort): Promise<boolean> {
  const group = await host.read('/proc/self/cgroup', { maxBytes: 16 * 1024 });
  const home = group.ok ? homeOfGroup(group.value ?? '') : null;
  return home !== null && home.manager !== 'docker';
}

/** Starts it. Whether it then serves is another question. */
export async function startDetached(sight: Sight, launch: Launch, keep: string): Promise<Started> {
  for (const path of launch.argv.slice(0, 2)) {
    const hand = await strangerIn(path, ownUid()).catch((error: Error) => error.message);
    if (hand !== null) return { ok: false, because: because('start.untrusted-program', { why: hand }) };
  }
  return (await inService(sight.host)) ? throughSystemd(sight, launch, keep) : alone(sight.host, launch);
}

/** A shell starts it in the background and ends: whoever ends us and our children does not find it among them. */
function alone(host: HostPort, { argv, env, cwd }: Launch): Promise<Started> {
  return new Promise((resolve) => {
    const script = '"$@" </dev/null >/dev/null 2>&1 & echo $!';
    const child = spawn('/bin/sh', ['-c', script, 'sh', ...argv], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.on('error', (error) =>
      resolve({ ok: false, because: because('start.failed', { why: error.message }) }),
    );
    child.on('close', async () => {
      const pid = Number(printed.trim());
      const start = Number.isInteger(pid) && pid > 0 ? await startOf(host, pid) : null;
      resolve({ ok: true, ...(start === null ? {} : { process: { pid, start, boot: await bootOf(host) } }) });
    });
  });
}

/** `NAME="value"` as systemd reads an environment file (systemd.exec(5)). */
export const environmentLine = (name: string, value: string): string =>
  `${name}="${value.replace(/["\\$`]/g, '\\$&')}"`;

async function throughSystemd({ host, shell }: Sight, launch: Launch, keep: string): Promise<Started> {
  const odd = [...launch.argv, launch.cwd].find((word) => ODD.test(word));
  if (odd !== undefined) return { ok: false, because: because('start.odd-path', { path: odd }) };
  const asRoot = ownUid() === 0;
  const asked: Asked = asRoot ? { manager: 'systemd' } : { manager: 'systemd-user', owner: undefined };
  const way = await wayTo(host, asked, shell);
  if (!('scope' in way)) return { ok: false, because: because('start.inside-own-service') };
  const file = `${keep}.env`;
  const lines = Object.entries(launch.env).map(([name, value]) => environmentLine(name, value));
  writePrivate(file, `${lines.join('\n')}\n`);
  const properties = {
    Type: 'exec',
    KillMode: 'mixed',
    TimeoutStopSec: '330',
    WorkingDirectory: launch.cwd,
    EnvironmentFile: file,
  };
  try {
    const unit = `openclaw-gateway-started-${randomBytes(4).toString('hex')}.service`;
    const ran = await host.run(
      [
        'systemd-run',
        ...way.scope,
        '--quiet',
        '--collect',
        '--no-ask-password',
        `--unit=${unit}`,
        ...Object.entries(properties).map(([name, value]) => `--property=${name}=${value}`),
        '--',
        ...launch.argv,
      ],
      { timeoutMs: LIMIT_MS, env: way.env },
    );
    if (!ran.ok && ran.look === 'timed-out')
      return { ok: null, because: because('restart.command-hangs', { unit }) };
    if (ran.ok && ran.value.code === 0) return { ok: true };
    const why = ran.ok ? ran.value.stderr.trim().split('\n')[0] || `code ${ran.value.code}` : ran.why;
    return { ok: false, because: because('start.failed', { why }) };
  } finally {
    // Read once, when the unit was started; it holds what the environment held.
    rmSync(file, { force: true });
  }
}
