/**
 * @module agent/recovery/terminal
 * What a person at the terminal sees of a recovery: the plan before anything is changed, each step as its state changes,
 * and the end. All of it goes to standard error but the report, which may be JSON for a script.
 */
import { createInterface } from 'node:readline/promises';
import type { Because, Plan, Progress } from '../../protocol/recovery.ts';
import { type LocalReport, planReport } from '../../runbooks/progress.ts';

/** A code with its values, where no room with sentences is at hand. */
export const plainWords = ({ code, params }: Because): string => {
  const values = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
  return values.length === 0 ? code : `${code} (${values.join(', ')})`;
};

export function terminal({ words = plainWords }: { words?: (because: Because) => string } = {}) {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const told = new Map<string, string>();
  return {
    words,
    async ask(plan: Plan): Promise<boolean> {
      tell(planText(planReport(plan, words), plan, words));
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        const answer = await lines.question('Carry it out? Type yes: ');
        return answer.trim().toLowerCase() === 'yes';
      } finally {
        lines.close();
      }
    },
    progress(progress: Progress): void {
      for (const { step, state, because } of progress.steps) {
        if (told.get(step) === state || state === 'accepted') continue;
        told.set(step, state);
        tell(`${step.padEnd(11)} ${state}${because === null ? '' : `: ${words(because)}`}`);
      }
    },
    report: reportText,
  };
}

function planText(report: LocalReport, plan: Plan, words: (because: Because) => string): string {
  const { radius } = plan;
  return [
    `finding: ${report.finding ?? 'none'}; way: ${report.path} (${words(plan.because)})`,
    ...report.plan.map(({ step, command, mutates, because }) =>
      [
        `${mutates ? '*' : ' '} ${step}: ${because}`,
        ...(command === undefined ? [] : [`      ${command}`]),
      ].join('\n'),
    ),
    ...plan.changes.map(
      ({ what, before, after }) => `  ${what}: ${before ?? 'not there'} -> ${after ?? 'taken away'}`,
    ),
    radius.why === null
      ? `  turns running: ${radius.turns ?? '?'}, jobs due: ${radius.jobs ?? '?'}, replies not delivered: ${radius.replies ?? '?'}, clients: ${radius.clients ?? '?'}`
      : `  what a restart would cut is not known: ${words(radius.why)}`,
    ...plan.cautions.map((caution) => `  mind: ${words(caution)}`),
    '* changes something. What does not work is put back as it was.',
  ].join('\n');
}

function reportText(report: LocalReport): string {
  const { acceptance, outcome, because, still, changed, steps, path, finding } = report;
  return [
    `${outcome ?? 'plan'}: ${finding ?? 'no finding'}, way ${path}${because === undefined ? '' : `; ${because}`}`,
    ...(outcome === null
      ? report.plan.map(
          ({ step, command, because: why }) => `  ${step}: ${why}${command ? `\n      ${command}` : ''}`,
        )
      : steps.map(
          ({ step, state, tookMs }) =>
            `  ${step.padEnd(11)} ${state}${tookMs === null ? '' : ` in ${tookMs} ms`}`,
        )),
    ...changed.map(
      ({ what, before, after }) => `  changed: ${what}: ${before ?? 'not there'} -> ${after ?? 'taken away'}`,
    ),
    ...(acceptance
      ? [`  acceptance (${acceptance.level}): read ${acceptance.read}, write ${acceptance.write}`]
      : []),
    ...(still.length > 0 ? [`  still found: ${still.join(', ')}`] : []),
  ].join('\n');
}
