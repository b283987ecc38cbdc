/**
 * @module agent/recovery/repairs/credential-in-file
 * What is done where `gateway.auth` itself cannot work: an earlier value of its own comes back; a new one is made only
 * where a placeholder has taken the last one. Nobody is ever let in without a credential.
 */
import { namedBy } from '../../../runbooks/denied.ts';
import { needsOf, planEdits } from '../config-change.ts';
import { differences, isRecord, type MayTouch, valueAt } from '../config-value.ts';
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

const OWN = ['mode', 'token', 'password'];

/** Which kind counts and its value: no limiter, no list, nobody who comes in by another way. */
export const isCredential: MayTouch = ({ path }) =>
  path[0] === 'gateway' && path[1] === 'auth' && OWN.includes(path[2] ?? '');

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
  let last: Looked | null = null;
  for (const each of earlier.filter(({ is }) => is !== 'beside')) {
    const whole = wholeAuth(each.value);
    if (whole === null || (kind !== null && whole !== kind)) continue;
    const keys = differences(valueAt(config.value, path), valueAt(each.value, path)).map((one) => ({
      ...one,
      path: [...path, ...one.path],
      take: true,
    }));
    // A limiter or an origin list is no credential.
    const own = keys.filter(isCredential);
    if (own.length === 0) continue;
    const source = { path: each.path, sha256: each.sha256, value: each.value };
    const looked = await planEdits(sight, own, {
      because: 'credential.earlier-value',
      params: told(each),
      command: null,
      source,
      mayTouch: isCredential,
    });
    if (looked.applies) return looked;
    if (looked.because.code === 'candidate.denied') last = looked;
  }
  return last;
}

/** The last resort for a placeholder: a value of our own making, of the form that OpenClaw's doctor gives (2026.9.6). */
function madeAnew(sight: Sight, kind: string): Looked {
  const { site, config } = sight;
  const what = `gateway.auth.${kind}`;
  const pattern = namedBy(site.denied, ['gateway', 'auth', kind]);
  if (pattern !== null) return doesNotApply('candidate.denied', { key: what, pattern });
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
  const { config } = sight;
  const path = ['gateway', 'auth', 'mode'];
  const mode = valueAt(config.value, path);
  const other = mode === 'password' ? 'token' : mode === 'token' ? 'password' : null;
  const there = other !== null && isReal(valueAt(config.value, ['gateway', 'auth', other]));
  // A running gateway has its credential from elsewhere.
  if (!there || needsOf(sight) !== 'start') return null;
  const looked = await planEdits(sight, [{ path, before: mode, after: other }], {
    because: 'credential.mode-follows',
    params: { mode: other },
    command: ['openclaw', 'config', 'set', 'gateway.auth.mode', other],
    mayTouch: isCredential,
  });
  return looked.applies || looked.because.code === 'candidate.denied' ? looked : null;
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
