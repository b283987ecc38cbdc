/**
 * @module agent/recovery/repairs/align-credential
 * The copies of the gateway's credential are brought into line again. The configuration is right where it has a value
 * that can work; else an earlier value of its own comes back. No new value is made up but where a placeholder has taken
 * the last one, and no value is ever in a plan, a report or an argument.
 */
import { randomBytes } from 'node:crypto';
import { textAt } from '../../gateways/config-file.ts';
import { needsOf, planEdits, stageEdits } from '../config-change.ts';
import { editText } from '../config-edit.ts';
import { configOf, differences, isRecord, valueAt } from '../config-value.ts';
import { type AuthState, authState, showCredential } from '../credential-drift.ts';
import type { Earlier } from '../earlier-configs.ts';
import { readOwned } from '../owned-files.ts';
import { doesNotApply, type Looked, type Repair, type Sight, type Staged } from '../repair.ts';
import type { Site } from '../site.ts';
import { because } from '../told-value.ts';
import { withoutFlag, withValue } from '../unit-edit.ts';

const PLACEHOLDER = /^(__OPENCLAW_REDACTED__|\*{3,}|<redacted>|\[redacted\]|‹.*›)$/i;

/** A value that can work by itself: no placeholder, and no variable that nobody sets. */
const isReal = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  !PLACEHOLDER.test(value.trim()) &&
  !/\$\{?[A-Z_]/.test(value);

/** An earlier `gateway.auth` asks for a credential and has it. Never one that lets everybody in. */
function wholeAuth(value: unknown): 'token' | 'password' | null {
  const auth = valueAt(value, ['gateway', 'auth']);
  if (!isRecord(auth)) return null;
  const both = auth.token !== undefined && auth.password !== undefined;
  const mode = auth.mode ?? (both ? null : auth.password === undefined ? 'token' : 'password');
  return (mode === 'token' || mode === 'password') && isReal(auth[mode]) ? mode : null;
}

const told = ({ path, at, by }: Earlier): Record<string, string> => ({
  from: path,
  at: at === null ? 'unknown' : new Date(at).toISOString(),
  by: by ?? 'unknown',
});

/** One value, or the whole section, as an earlier configuration of this host had it. */
async function fromEarlier(sight: Sight, path: string[], kind: string | null): Promise<Looked | null> {
  const { config, earlier } = sight;
  for (const each of earlier.filter(({ is }) => is !== 'beside')) {
    const whole = wholeAuth(each.value);
    if (whole === null || (kind !== null && whole !== kind)) continue;
    const keys = differences(valueAt(config.value, path), valueAt(each.value, path)).map((one) => ({
      ...one,
      path: [...path, ...one.path],
      take: true,
    }));
    // A limiter or an origin list is no credential.
    const own = keys.filter((key) => ['mode', 'token', 'password'].includes(key.path[2] ?? ''));
    if (own.length === 0) continue;
    const source = { path: each.path, sha256: each.sha256, value: each.value };
    const looked = await planEdits(sight, own, {
      because: 'credential.earlier-value',
      params: told(each),
      command: null,
      source,
    });
    if (looked.applies) return looked;
  }
  return null;
}

/** The last resort for a placeholder: a value of our own making, of the form that OpenClaw's doctor gives (2026.9.6). */
function madeAnew(sight: Sight, kind: string): Looked {
  const { site, config } = sight;
  const what = `gateway.auth.${kind}`;
  return {
    applies: true,
    because: because('credential.made-anew', { key: what }),
    changes: [{ what, before: '__OPENCLAW_REDACTED__', after: 'a new value, kept in the file alone' }],
    args: { was: config.sha256, anew: kind },
    needs: needsOf({ site, config }),
    command: ['openclaw', 'doctor', '--fix', '--generate-gateway-token'],
    cautions: [because('credential.clients-need-new', { key: what })],
  };
}

/** The word says one kind, and only the other kind is there: the word follows, and nobody is let in without it. */
async function modeThatIsThere(sight: Sight): Promise<Looked | null> {
  const { site, config } = sight;
  const path = ['gateway', 'auth', 'mode'];
  const mode = valueAt(config.value, path);
  const other = mode === 'password' ? 'token' : mode === 'token' ? 'password' : null;
  const there = other !== null && isReal(valueAt(config.value, ['gateway', 'auth', other]));
  const policy = site.denied.some((pattern) => pattern.startsWith('gateway.auth'));
  // A running gateway has its credential from elsewhere.
  if (!there || policy || needsOf(sight) !== 'start') return null;
  const looked = await planEdits(sight, [{ path, before: mode, after: other }], {
    because: 'credential.mode-follows',
    params: { mode: other },
    command: ['openclaw', 'config', 'set', 'gateway.auth.mode', other],
  });
  return looked.applies ? looked : null;
}

async function inTheFile(sight: Sight, state: AuthState): Promise<Looked | null> {
  const auth = ['gateway', 'auth'];
  switch (state.is) {
    case 'other':
      return doesNotApply('credential.other-mode', { mode: state.mode });
    case 'placeholder':
      return (await fromEarlier(sight, [...auth, state.kind], state.kind)) ?? madeAnew(sight, state.kind);
    case 'unresolved':
      if (state.process) return doesNotApply('credential.in-a-shell', { variable: state.variable });
      return (
        (await fromEarlier(sight, [...auth, state.kind], state.kind)) ??
        doesNotApply('credential.variable-unset', { variable: state.variable })
      );
    case 'ambiguous':
    case 'missing':
      return (
        (await fromEarlier(sight, auth, null)) ??
        (await modeThatIsThere(sight)) ??
        doesNotApply('credential.none-configured')
      );
    case 'whole':
      return null;
  }
}

const FLAGS = ['token', 'password'] as const;

/** Which service definition gives the flag that the running gateway goes by. */
async function unitWithFlag(site: Site, kind: 'token' | 'password'): Promise<Looked | null> {
  const { host, target } = site;
  for (const unit of target.units) {
    if (!unit.argv.some((word) => word === `--${kind}` || word.startsWith(`--${kind}=`))) continue;
    const parts = await host.list(`${unit.path}.d`);
    const names = (parts.ok ? (parts.value ?? []) : []).filter((name) => name.endsWith('.conf'));
    for (const path of [
      ...names
        .sort()
        .reverse()
        .map((name) => `${unit.path}.d/${name}`),
      unit.path,
    ]) {
      const held = readOwned(path);
      if (held.is !== 'file' || withoutFlag(held.bytes.toString('utf8'), kind) === null) continue;
      const may = await host.writable(path);
      if (!may.ok || !may.value) return doesNotApply('unit.no-right', { path });
      return {
        applies: true,
        because: because('credential.flag-in-unit', { unit: unit.name }),
        changes: [{ what: `${path}: --${kind}`, before: 'given', after: null }],
        args: { unit: path, unitWas: held.sha256, flag: kind },
        needs: 'restart',
        command: [
          'systemctl',
          ...(unit.manager === 'systemd-user' ? ['--user'] : []),
          'edit',
          '--full',
          unit.name,
        ],
        cautions: [],
      };
    }
    return doesNotApply('unit.not-editable', { unit: unit.name });
  }
  return null;
}

/** A client's copy in the state's `.env` is given the value that the gateway runs with. */
async function envFileOf(sight: Sight, kind: 'token' | 'password'): Promise<Looked> {
  const { site } = sight;
  const { target } = site;
  const name = kind === 'token' ? 'OPENCLAW_GATEWAY_TOKEN' : 'OPENCLAW_GATEWAY_PASSWORD';
  const path = `${target.root}${target.stateDir}/.env`;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const right = main?.env?.[name];
  const held = readOwned(path);
  const text = held.is === 'file' && right ? withValue(held.bytes.toString('utf8'), name, right) : null;
  if (!right || held.is !== 'file' || text === null)
    return doesNotApply('credential.source-unknown', { path });
  return {
    applies: true,
    because: because('credential.env-file-old', { path }, site),
    changes: [
      { what: `${path}: ${name}`, before: 'an older value', after: `fingerprint ${site.fingerprint(right)}` },
    ],
    args: { envFile: path, envWas: held.sha256, name },
    needs: 'reload',
    command: null,
    cautions: [],
  };
}

async function inTheProcess(sight: Sight, kind: 'token' | 'password'): Promise<Looked> {
  const { site } = sight;
  const { processes, config } = site.target;
  const main = processes.ok ? processes.value[0] : undefined;
  if (main === undefined) return doesNotApply('gateway.not-running');
  const shown = await showCredential(site);
  if (shown.is === 'accepted') return doesNotApply('credential.accepted', { copy: shown.copy ?? 'none' });
  if (shown.is === 'locked') return doesNotApply('credential.locked-out');
  if (shown.is === 'unknown')
    return doesNotApply('credential.not-asked', { why: site.redactor.text(shown.why) });
  const id = shown.copy.replace(/-password$/, '');
  if (id === 'shell-env')
    return doesNotApply('credential.in-a-shell', { variable: 'OPENCLAW_GATEWAY_TOKEN' });
  if (id === 'state-env') return envFileOf(sight, kind);
  if (id !== 'config' && id !== 'config-env') return doesNotApply('credential.source-unknown', { copy: id });
  const after = config.mtimeMs !== null && config.mtimeMs > main.startedAt + 1_000;
  const unloaded = after && textAt(config.value, 'gateway.reload.mode') === 'off';
  for (const flag of unloaded ? [] : FLAGS) {
    const unit = flag === kind ? await unitWithFlag(site, flag) : null;
    if (unit) return unit;
  }
  const supervised = site.target.units.length > 0 || site.target.container !== undefined;
  // Without a definition that gives it, it came by hand: a restart keeps what a process was started with.
  const needs = unloaded || supervised ? 'restart' : 'stop-start';
  return {
    applies: true,
    because: because(unloaded ? 'credential.not-loaded' : 'credential.of-the-process'),
    changes: [
      {
        what: `gateway.auth.${kind} of the running gateway`,
        before: 'another value than the configuration has',
        after: `as in ${site.target.configPath}`,
      },
    ],
    args: {},
    needs,
    command: null,
    cautions: [],
  };
}

async function look(sight: Sight): Promise<Looked> {
  if (sight.config.value === null) return doesNotApply('config.unreadable');
  const { state } = await authState(sight.site);
  const ofFile = await inTheFile(sight, state);
  if (ofFile !== null) return ofFile;
  return state.is === 'whole' ? inTheProcess(sight, state.kind) : doesNotApply('credential.whole');
}

function edited(path: string, was: unknown, edit: (text: string) => string | null): Staged | string {
  const held = readOwned(path);
  if (held.is !== 'file' || held.sha256 !== was) return 'file.changed-meanwhile';
  const text = edit(held.bytes.toString('utf8'));
  if (text === null) return 'file.not-editable';
  return { path, was: held.sha256, bytes: Buffer.from(text), config: false };
}

export const alignCredential: Repair = {
  id: 'align-credential',
  look,
  async stage(site, args) {
    const of = (one: Staged | string) =>
      typeof one === 'string'
        ? { ok: false as const, because: because(one) }
        : { ok: true as const, files: [one] };
    if (typeof args.unit === 'string')
      return of(
        edited(args.unit, args.unitWas, (text) =>
          withoutFlag(text, args.flag === 'password' ? 'password' : 'token'),
        ),
      );
    if (typeof args.envFile === 'string') {
      const main = site.target.processes.ok ? site.target.processes.value[0] : undefined;
      const right = main?.env?.[String(args.name)] ?? '';
      return of(
        edited(args.envFile, args.envWas, (text) =>
          right ? withValue(text, String(args.name), right) : null,
        ),
      );
    }
    if (typeof args.anew === 'string') {
      const kind = args.anew === 'password' ? 'password' : 'token';
      const made = of(
        edited(site.configPath, args.was, (text) => {
          const now = configOf(Buffer.from(text));
          return (
            now && editText(text, [{ path: ['gateway', 'auth', kind], to: randomBytes(24).toString('hex') }])
          );
        }),
      );
      return made.ok ? { ok: true, files: made.files.map((file) => ({ ...file, config: true })) } : made;
    }
    return Array.isArray(args.edits) ? stageEdits(site, args) : { ok: true, files: [] };
  },
};
