/**
 * @module agent/recovery/repairs/credential-in-file
 * What is done where `gateway.auth` itself cannot work: an earlier value of its own comes back; a new one is made only
 * where a placeholder has taken the last one. Nobody is ever let in without a credential.
 */
import { needsOf, planEdits } from '../config-change.ts';
import { differences, isRecord, valueAt } from '../config-value.ts';
import type { AuthState } from '../credential-drift.ts';
import type { Earlier } from '../earlier-configs.ts';
import { doesNotApply, type Looked, type Sight } from '../repair.ts';
import { because } from '../told-value.ts';

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

/** Null where the file is right by itself. */
export async function inTheFile(sight: Sight, state: AuthState): Promise<Looked | null> {
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
