/**
 * @module agent/recovery/config-change
 * A change of single keys: planned with the values that people read, carried out with the values themselves, which are
 * taken from the earlier file at that moment and are kept in no plan.
 */
import { textAt } from '../gateways/config-file.ts';
import { type Edit, editText, type Json } from './config-edit.ts';
import { configOf, type Difference, editOf, type MayTouch, valueAt } from './config-value.ts';
import { whyDeniedChange } from './denied-change.ts';
import { sameEarlier } from './earlier-configs.ts';
import { endsWithProcess } from './ends-with-process.ts';
import { issueWords, judgeBytes } from './openclaw-judges.ts';
import { readOwned } from './owned-files.ts';
import type { Looked, Needs, Repair, RepairArgs, Sight } from './repair.ts';
import type { Site } from './site.ts';
import { because, hiddenValue, keyChange } from './told-value.ts';

/** What the gateway needs to work by a changed file: it reloads by itself unless it was told not to. */
export function needsOf({ site, config }: Pick<Sight, 'site' | 'config'>): Needs {
  const { processes, container, config: file } = site.target;
  const runs = (processes.ok && processes.value.length > 0) || container?.state === 'running';
  if (!runs) return 'start';
  const mode = textAt(config.value ?? file.value, 'gateway.reload.mode');
  return mode === 'off' ? 'restart' : 'reload';
}

/** Below `gateway` these are taken up without a restart of its own (2026.9.6, observed). */
const HOT = new Set(['token', 'password']);

/** OpenClaw may restart itself for these keys, and people agree to that as well. */
const mayRestartItself = (keys: readonly PlannedEdit[]): boolean =>
  keys.some(({ path: [section, ...rest] }) => section === 'gateway' && !HOT.has(rest.at(-1) ?? ''));

export type PlannedEdit = {
  path: string[];
  before: unknown;
  after: unknown;
  /** It comes from the earlier file, and no plan has its value. */
  take?: boolean;
  /** Nobody knows what such a key holds: its value is told by its fingerprint. */
  hidden?: boolean;
};

const asArgs = ({ path, after, take }: PlannedEdit): RepairArgs => ({
  path,
  do: after === undefined ? 'remove' : take ? 'take' : 'set',
  ...(after === undefined || take ? {} : { json: JSON.stringify(after) }),
});

const edits = (args: RepairArgs, from: unknown): Edit[] | null => {
  const made = (Array.isArray(args.edits) ? args.edits : []).map((each): Edit | null => {
    const { path, do: what, json } = each as RepairArgs;
    if (!Array.isArray(path)) return null;
    const keys = path.map(String);
    if (what === 'remove') return { path: keys };
    if (what === 'set') return { path: keys, to: JSON.parse(String(json)) as Json };
    const value = valueAt(from, keys);
    return value === undefined ? null : { path: keys, to: value as Json };
  });
  return made.includes(null) || made.length === 0 ? null : (made as Edit[]);
};

type Source = { path: string; sha256: string; value: Record<string, unknown> };

/** Plans edits of the present file, if OpenClaw itself calls the outcome valid. */
export async function planEdits(
  sight: Sight,
  planned: readonly PlannedEdit[],
  told: {
    because: string;
    params?: Record<string, string>;
    command: string[] | null;
    source?: Source;
    needs?: Needs;
    mayTouch?: MayTouch;
  },
): Promise<Looked> {
  const { site, config } = sight;
  const no = (code: string, params: Record<string, string> = {}): Looked => ({
    applies: false,
    because: because(code, params, site),
  });
  if (config.text === null || config.held.is !== 'file') return no('config.unreadable');
  const text = editText(
    config.text,
    planned.map((each) => editOf(each as Difference)),
  );
  if (text === null) return no('config.not-editable', { key: planned[0]?.path.join('.') ?? '' });
  const next = configOf(Buffer.from(text))?.value;
  if (config.value === null || next === undefined) return no('candidate.unreadable');
  const denied = whyDeniedChange({ now: config.value, next, mayTouch: told.mayTouch }, site);
  if (denied !== null) return { applies: false, because: denied };
  const judged = await judgeBytes(site, Buffer.from(text));
  if (!judged.ok) return { applies: false, because: judged.because };
  if (!judged.valid) return no('candidate.invalid', { issues: issueWords(judged.issues, site) });
  const { source, needs = endsWithProcess(sight.finding, needsOf(sight)) } = told;
  const itself = needs === 'reload' && mayRestartItself(planned);
  return {
    applies: true,
    because: because(told.because, told.params, site),
    changes: planned.map(({ path, before, after, hidden }) =>
      keyChange(path, hidden ? hiddenValue(before, site) : before, after, site),
    ),
    args: {
      was: config.sha256,
      edits: planned.map(asArgs),
      ...(source ? { from: source.path, fromSha: source.sha256 } : {}),
    },
    needs,
    command: told.command,
    cautions: itself ? [because('caution.reload-watcher')] : [],
  };
}

/** The file with the planned edits, from what it is at this moment. */
export const stageEdits: Repair['stage'] = async (site: Site, args: RepairArgs) => {
  const no = (code: string) => ({ ok: false as const, because: because(code) });
  const held = readOwned(site.configPath);
  if (held.is === 'unreadable') return no('config.unreadable');
  if (held.is === 'missing' || held.sha256 !== args.was) return no('config.changed-meanwhile');
  const source = args.from ? sameEarlier(site, String(args.from), String(args.fromSha)) : null;
  if (args.from && source === null) return no('earlier.changed-meanwhile');
  const made = edits(args, source?.value);
  const now = configOf(held.bytes);
  const text = made && now ? editText(now.text, made) : null;
  if (text === null) return no('config.not-editable');
  return {
    ok: true,
    files: [{ path: site.configPath, was: held.sha256, bytes: Buffer.from(text), config: true }],
  };
};
