/**
 * @module host-owner
 * Door: as whom the commands of `host.mjs` that open a gateway's files run. Root opens nobody else's: it finds out whose
 * gateway is meant by owners alone, and starts the same command again with that user's rights, out of its own session, with
 * none of its environment and for good. What stays with root is in agent/supervisors/root-verbs.ts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { constants, userInfo } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { beside, complain, type Flags, text } from './host-beside.ts';

type User = { name: string; uid: number; gid: number; home: string };

/** What leads to a gateway, and how a terminal looks; nothing else of root's environment is another user's business. */
const PASSED =
  /^(?:OPENCLAW_(?:STATE_DIR|CONFIG_PATH|PROFILE|HOME|GATEWAY_PORT)|LANG|LC_[A-Z]+|TZ|TERM|LOG_LEVEL|NO_COLOR)$/;
/** Takes on a user with all groups, and keeps every program below from gaining rights (util-linux). */
const SETPRIV = '/usr/bin/setpriv';
/** Accounts of people start here (login.defs(5)). */
const FIRST_PERSON = 1_000;

function accounts(): User[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [name = '', , uid = '', gid = '', , home = ''] = line.split(':');
      return /^\d+$/.test(uid) && /^\d+$/.test(gid) && home.startsWith('/')
        ? [{ name, uid: Number(uid), gid: Number(gid), home }]
        : [];
    });
}

const ownerOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.uid ?? null;

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** Whether a folder with a gateway's state lies in this home: by its name and owner, without a look into it. */
const hasState = ({ home, uid }: User): boolean =>
  namesIn(home).some((name) => {
    if (!/^\.(?:openclaw|clawdbot|moltbot)(?:-(?!host-agent)[\w.-]+)?$/.test(name)) return false;
    const stat = lstatSync(join(home, name), { throwIfNoEntry: false });
    return stat?.isDirectory() === true && stat.uid === uid;
  });

/** Users of processes that call themselves a gateway. Anybody may: it only makes one more to choose from. */
function ofProcesses(): number[] {
  return namesIn('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const called = readFileSync(`/proc/${pid}/comm`, 'utf8');
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').slice(0, 4_096);
      const is = /^openclaw-gate/.test(called) || /openclaw[^\0]*\0(?:[^\0]*\0)*?gateway\0/.test(words);
      return is ? [statSync(`/proc/${pid}`).uid] : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

/** Root's own place, as this shell leads to it; null where it leads to none by name. */
function namedPlace(env: NodeJS.ProcessEnv, rootsHome: string): string | null {
  const { OPENCLAW_STATE_DIR: state, OPENCLAW_CONFIG_PATH: config, OPENCLAW_HOME: home, HOME } = env;
  if (state) return state;
  if (config) return dirname(config);
  if (home) return home;
  return HOME !== undefined && HOME !== rootsHome ? HOME : null;
}

type Whose = { user: User | null } | { why: string; next: string };

/** Whose gateway root means: `user` null for root's own. No file of anybody else is opened. */
export function whoseGateway(env: NodeJS.ProcessEnv, asked: string | undefined): Whose {
  const all = accounts();
  const known = (uid: number): User | undefined => all.find((one) => one.uid === uid);
  if (asked !== undefined) {
    const user = all.find(({ name, uid }) => name === asked || String(uid) === asked);
    if (user) return { user: user.uid === 0 ? null : user };
    return { why: `There is no user “${asked}” on this host.`, next: 'Name the user that owns the gateway.' };
  }
  const place = namedPlace(env, known(0)?.home ?? '/root');
  if (place !== null) {
    const uid = ownerOf(resolve(place)) ?? 0;
    const user = known(uid);
    if (uid === 0) return { user: null };
    return user
      ? { user }
      : { why: `${place} belongs to user ${uid}, who has no account here.`, next: 'Run it as that user.' };
  }
  const running = new Set(ofProcesses());
  const root = known(0);
  if ((root && hasState(root)) || running.has(0)) return { user: null };
  const others = all.filter(
    (one) => one.uid !== 0 && (running.has(one.uid) || (one.uid >= FIRST_PERSON && hasState(one))),
  );
  const [one, ...more] = others;
  if (more.length === 0) return { user: one ?? null };
  const names = others.map(({ name }) => name).join(', ');
  return { why: `Several users have a gateway here: ${names}.`, next: `Say whose: --owner ${one?.name}` };
}

const printable = (chunk: string): string =>
  // What another user's process prints must not steer root's terminal.
  chunk.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');

/**
 * Runs this very command as the gateway's user where root started it for another user's gateway: its exit code; null
 * where it goes on in this process.
 */
export async function asOwner(name: string, argv: readonly string[], flags: Flags): Promise<number | null> {
  const asked = text(flags, 'owner');
  if (process.geteuid?.() !== 0) {
    if (asked === undefined || asked === userInfo().username) return null;
    return complain(
      `--owner names another user than this one (${userInfo().username}). Nothing was done.`,
      `Only root becomes another user: sudo -u ${asked} node host.mjs ${name}`,
    );
  }
  const whose = whoseGateway(process.env, asked);
  if ('why' in whose) return complain(`${whose.why} Nothing was done.`, whose.next);
  const { user } = whose;
  if (user === null) return null;
  process.stderr.write(
    `Run by root: this works with the rights of ${user.name} (${user.uid}), whose gateway it is.\n`,
  );
  return again(name, argv, flags, user);
}

async function again(name: string, argv: readonly string[], flags: Flags, user: User): Promise<number> {
  const runtime = `/run/user/${user.uid}`;
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([key]) => PASSED.test(key))),
    PATH: [dirname(process.execPath), '/usr/local/bin:/usr/bin:/bin'].join(delimiter),
    ...{ HOME: user.home, USER: user.name, LOGNAME: user.name },
    ...(existsSync(runtime) ? { XDG_RUNTIME_DIR: runtime } : {}),
  };
  const script = realpathSync(process.argv[1] ?? '');
  const becomes = existsSync(SETPRIV)
    ? [SETPRIV, `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--no-new-privs', '--']
    : [];
  // Where there is no setpriv, the groups are given up.
  const rights = becomes.length > 0 ? {} : { uid: user.uid, gid: user.gid };
  for (const [test, file] of [
    ['-x', process.execPath],
    ['-r', script],
  ] as const) {
    const [program = '', ...args] = [...becomes, '/usr/bin/test', test, file];
    if (spawnSync(program, args, { cwd: '/', ...rights }).status !== 0)
      return complain(`${user.name} may not use ${file}. Nothing was done.`, notReadable(user));
  }
  const [program = '', ...args] = [...becomes, process.execPath, script, ...argv];
  const child = spawn(program, args, {
    ...rights,
    env,
    cwd: '/',
    // A session of its own has no terminal that it could put words into.
    detached: true,
    // A pipe says that somebody can be asked.
    stdio: [process.stdin.isTTY ? 'pipe' : 'ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (name === 'recover' && flags.plan !== true) {
    const [{ rootRestarts, serveRootVerbs }, { realHost }] = await Promise.all([
      beside('host-recover'),
      beside('host-run'),
    ]);
    const policy = text(flags, 'policy');
    serveRootVerbs(child, { host: realHost(), user, restarts: () => rootRestarts(policy) });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  process.on('SIGHUP', () => undefined);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  if (child.stdin) process.stdin.pipe(child.stdin);
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => process.stdout.write(printable(chunk)));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => process.stderr.write(printable(chunk)));
  return new Promise((end) => {
    child.on('error', (error) =>
      end(
        complain(`${program} could not be started: ${error.message}. Nothing was done.`, notReadable(user)),
      ),
    );
    child.on('close', (code, signal) => {
      process.stdin.unref?.();
      end(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}

const notReadable = ({ name }: User): string =>
  `Put Node and the host*.mjs files where ${name} may read them, e.g. below /usr/local/lib, and run it again.`;
