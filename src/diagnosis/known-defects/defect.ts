/**
 * @module diagnosis/known-defects/defect
 * A defect of OpenClaw that its own maintainers or several users have on record, and whether this gateway has it.
 * It says why a finding may come back and which version ends it; it never makes a finding surer.
 */

import { compareVersions, versionIn } from '../../evidence/version.ts';
import { holds } from '../condition.ts';
import type { FactBase } from '../fact-base.ts';
import type { DefectNote, Finding } from '../finding.ts';
import type { KnownDefect } from './known-defect.ts';
import { KNOWN_DEFECTS } from './list.ts';

/** Notes beside one finding; more are read by nobody. */
const MOST = 3;
const THREADS = 'https://github.com/openclaw/openclaw/issues';
const ORDER: readonly DefectNote['runningHasIt'][] = ['yes', 'unknown', 'no'];

/** Does this version have it, as far as the thread tells? `running` is null when nobody knows the version. */
export function hasDefect(defect: KnownDefect, running: string | null): DefectNote['runningHasIt'] {
  const version = running === null ? null : versionIn(running);
  if (version === null) return 'unknown';
  const against = (other: string | undefined): number | null => {
    const known = other === undefined ? null : versionIn(other);
    return known === null ? null : compareVersions(version, known);
  };
  const [from, to, fixed] = [against(defect.from), against(defect.to), against(defect.fixed)];
  if (fixed !== null && fixed >= 0) return 'no';
  if (from !== null && from < 0) return defect.goodBefore ? 'no' : 'unknown';
  if (fixed !== null) return 'yes';
  return to !== null && to <= 0 ? 'yes' : 'unknown';
}

/** `2026.3.12 to 2026.3.21`, `since 2026.4.24`, `2026.2.19` */
function affected({ from, to, fixed }: KnownDefect): string {
  if (fixed !== undefined) return from === undefined ? `before ${fixed}` : `${from} until ${fixed}`;
  if (from === undefined || to === undefined) return from ?? to ?? 'not said';
  return from === to ? from : `${from} to ${to}`;
}

/** The version that runs, else the one that a text names, else the one on disk. */
function versionOf(gateway: string, factBase: FactBase): string | null {
  for (const fact of ['gateway.version.running', 'text.version', 'gateway.version.installed']) {
    const value = factBase.look(gateway, fact).counting[0]?.value;
    if (typeof value === 'string' && versionIn(value) !== null) return value;
  }
  return null;
}

/** Findings with the known defects that may stand behind them. Pure; the order and all else stay. */
export function withDefects(findings: readonly Finding[], factBase: FactBase): Finding[] {
  return findings.map((finding) => {
    const gateway = `gateway:${finding.gateway}`;
    const running = versionOf(gateway, factBase);
    const notes = KNOWN_DEFECTS.filter((it) => it.findings.includes(finding.id)).flatMap(
      (it): DefectNote[] => {
        const runningHasIt = hasDefect(it, running);
        const seen =
          it.when === undefined ? runningHasIt === 'yes' : holds(it.when, gateway, factBase).truth === 'yes';
        if (!seen) return [];
        const { number, says, fixed = null } = it;
        return [{ number, url: `${THREADS}/${number}`, says, affected: affected(it), fixed, runningHasIt }];
      },
    );
    if (notes.length === 0) return finding;
    const sorted = notes.sort(
      (a, b) => ORDER.indexOf(a.runningHasIt) - ORDER.indexOf(b.runningHasIt) || b.number - a.number,
    );
    return { ...finding, defects: sorted.slice(0, MOST) };
  });
}
