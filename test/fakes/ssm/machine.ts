/**
 * A machine behind the fake Systems Manager: each command starts the document's step as a real process in a group of its
 * own, as the SSM agent does, with an environment that is nearly empty; to cancel it is to kill that group. Root gives it
 * a mount namespace where the machine's folder is at its place, so that the text of the document runs as it is shipped;
 * nobody else can, and for them the place in the text is another one.
 */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

export type Machine = {
  id: string;
  online: boolean;
  /** Home of the user that the program is started as. */
  home: string;
  /** Folder that stands for /usr/local/lib/openclaw-host-agent; null: nothing is installed. */
  lib: string | null;
  /** A machine that runs its steps itself, e.g. a booted one. */
  run?: (step: Step) => Running;
};
export type Step = { lines: readonly string[]; order: string; timeoutMs: number; command: string };

const INSTALLED = '/usr/local/lib/openclaw-host-agent';
/** What the SSM agent keeps of standard output and error, in characters. */
const KEPT = { out: 24_000, err: 8_000 };
const CUT = '--output truncated--';

const SSM_ORDER = join(import.meta.dirname, '..', '..', '..', 'infra', 'aws', 'ssm-order.sh');

/** A folder with `ssm-order`, `node` and `host.mjs` in it, as infra/host-agent/install.sh leaves it. */
export function install(folder: string, program: string): string {
  const lib = join(folder, 'lib');
  rmSync(lib, { recursive: true, force: true });
  mkdirSync(lib);
  symlinkSync(process.execPath, join(lib, 'node'));
  symlinkSync(program, join(lib, 'host.mjs'));
  cpSync(SSM_ORDER, join(lib, 'ssm-order'));
  chmodSync(join(lib, 'ssm-order'), 0o755);
  return lib;
}

export type Ran = { code: number; out: string; err: string; killed: boolean };

export type Running = { ended: Promise<Ran>; kill(): void };

/** The step as the shell gets it: the document's own text with its parameter put in. */
export const scriptOf = ({ lines, order }: Step): string => lines.join('\n').replaceAll('{{ Order }}', order);

/** As much of it as the SSM agent keeps. */
export const asKept = ({ code, out, err, killed }: Ran): Ran => ({
  code,
  out: cut(out, KEPT.out),
  err: cut(err, KEPT.err),
  killed,
});

export function runStep(machine: Machine, step: Step): Running {
  if (machine.run) return machine.run(step);
  const shipped = scriptOf(step);
  const isRoot = process.geteuid?.() === 0;
  const script = isRoot ? shipped : shipped.replaceAll(INSTALLED, machine.lib ?? `${INSTALLED}-is-not-here`);
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: machine.home,
    SSM_COMMAND_ID: step.command,
    AWS_SSM_INSTANCE_ID: machine.id,
  };
  const put =
    machine.lib === null
      ? ''
      : 'mkdir /usr/local/lib/openclaw-host-agent; mount --bind "$2" /usr/local/lib/openclaw-host-agent; ';
  const room = `set -e; mount -t tmpfs -o mode=755 none /usr/local/lib; ${put}cd /; exec /bin/sh -c "$1"`;
  const [program = '', ...words] = isRoot
    ? ['unshare', '--mount', '/bin/sh', '-c', room, 'room', script, machine.lib ?? '']
    : ['/bin/sh', '-c', script];
  const child = spawn(program, words, {
    cwd: '/',
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err, killed] = ['', '', false];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    killed = true;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  const timer = setTimeout(kill, step.timeoutMs);
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(asKept({ code: code ?? -1, out, err, killed }));
    });
  });
  return { ended, kill };
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - CUT.length)}${CUT}`;
