/**
 * @module tickets/desk-report
 * What `desk check` found, as data and as lines for a person: for each desk what works, what is missing and how to get it,
 * and what nobody can know without writing.
 */
import { type Desk, type DeskAbilities, type DeskCheck, DeskError } from './desk.ts';

export type DeskReport = {
  name: string;
  kind: string;
  /** False when something is missing. What cannot be known is no fault. */
  ok: boolean;
  checks: DeskCheck[];
  abilities: DeskAbilities;
};

/** Asks all desks at once; writes nothing. */
export function checkDesks(desks: Iterable<Desk>): Promise<DeskReport[]> {
  return Promise.all(
    [...desks].map(async (desk) => {
      const { name, kind, abilities } = desk;
      const checks = await desk.check().catch((error: unknown): DeskCheck[] => {
        if (error instanceof DeskError) return [{ what: 'desk', ok: false, because: error.message }];
        throw error;
      });
      return { name, kind, ok: checks.every(({ ok }) => ok !== false), checks, abilities };
    }),
  );
}

const mark = (ok: boolean | null): string => (ok === null ? 'unknown' : ok ? 'ok' : 'missing').padEnd(8);

export function deskReportText(reports: readonly DeskReport[]): string {
  return reports
    .map(({ name, kind, checks, abilities: { attaches } }) =>
      [
        kind === name ? name : `${name} (${kind})`,
        ...checks.map(({ what, ok, because }) => `  ${mark(ok)} ${what}: ${because}`),
        attaches === true
          ? `  ${mark(true)} files: bundles are attached.`
          : `  ${'no'.padEnd(8)} files: ${attaches.because} Tickets link to the bundle.`,
      ].join('\n'),
    )
    .join('\n\n');
}
