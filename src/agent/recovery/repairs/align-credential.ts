/**
 * @module agent/recovery/repairs/align-credential
 * The copies of the gateway's credential are brought into line again. The configuration is right where it has a value
 * that can work; else an earlier value of its own comes back. No new value is made up but where a placeholder has taken
 * the last one, and no value is ever in a plan, a report or an argument.
 */
import { randomBytes } from 'node:crypto';
import { namedBy } from '../../../runbooks/denied.ts';
import { textAt } from '../../gateways/config-file.ts';
import { stageEdits } from '../config-change.ts';
import { editText } from '../config-edit.ts';
import { configOf } from '../config-value.ts';
import { authState, showCredential } from '../credential-drift.ts';
import { readOwned } from '../owned-files.ts';
import { doesNotApply, type Looked, type Repair, type Sight, type Staged } from '../repair.ts';
import type { Site } from '../site.ts';
import { because } from '../told-value.ts';
import { withoutFlag, withValue } from '../unit-edit.ts';
import { inTheFile, isCredential } from './credential-in-file.ts';

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

/** Files beside the configuration that decide its credential are as closed as the key itself, where the policy names it. */
function unlessNamed({ site }: Sight, kind: 'token' | 'password', looked: Looked): Looked {
  const writes = looked.applies && (looked.args.unit ?? looked.args.envFile) !== undefined;
  const pattern = writes ? namedBy(site.denied, ['gateway', 'auth', kind]) : null;
  return pattern === null
    ? looked
    : doesNotApply('candidate.denied', { key: `gateway.auth.${kind}`, pattern });
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
  if (state.is !== 'whole') return doesNotApply('credential.whole');
  return unlessNamed(sight, state.kind, await inTheProcess(sight, state.kind));
}

function edited(
  path: string,
  was: unknown,
  edit: (text: string) => string | null,
  decides?: string,
): Staged | string {
  const held = readOwned(path);
  if (held.is !== 'file' || held.sha256 !== was) return 'file.changed-meanwhile';
  const text = edit(held.bytes.toString('utf8'));
  if (text === null) return 'file.not-editable';
  const bytes = Buffer.from(text);
  return { path, was: held.sha256, bytes, config: false, ...(decides ? { decides } : {}) };
}

export const alignCredential: Repair = {
  id: 'align-credential',
  mayTouch: isCredential,
  look,
  async stage(site, args) {
    const of = (one: Staged | string) =>
      typeof one === 'string'
        ? { ok: false as const, because: because(one) }
        : { ok: true as const, files: [one] };
    if (typeof args.unit === 'string') {
      const flag = args.flag === 'password' ? 'password' : 'token';
      const edit = (text: string) => withoutFlag(text, flag);
      return of(edited(args.unit, args.unitWas, edit, `gateway.auth.${flag}`));
    }
    if (typeof args.envFile === 'string') {
      const main = site.target.processes.ok ? site.target.processes.value[0] : undefined;
      const right = main?.env?.[String(args.name)] ?? '';
      const kind = args.name === 'OPENCLAW_GATEWAY_PASSWORD' ? 'password' : 'token';
      const edit = (text: string) => (right ? withValue(text, String(args.name), right) : null);
      return of(edited(args.envFile, args.envWas, edit, `gateway.auth.${kind}`));
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
