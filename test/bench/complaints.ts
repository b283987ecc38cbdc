/**
 * How many complaints that nobody used in making `explain` are led by their cause, what it costs to say or paste beside
 * them what is fine, and whether the chance that is named is right: `npm run bench -- complaints`. Rows called sealed were
 * looked at once, when the work was done; with `kept`, so are the remarks and outputs.
 */
import { type Part, withDenied, withHealthy } from '../explain/beside.ts';
import { binsOf, calibrationError } from '../explain/calibration.ts';
import { answered, answersTo, casesOf, right } from '../explain/unseen.ts';

const part: Part = process.argv[2] === 'kept' ? 'kept' : 'dev';
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const points = (share: number): string => (100 * share).toFixed(1);

const NAMES = ['complaints', 'symptoms', 'denials'];
const SEALED = NAMES.map((name) => `${name}-sealed`);
for (const name of [...NAMES, ...SEALED]) {
  const answers = answersTo(name);
  const [first, three, four] = [1, 3, 4].map((most) => percent(right(answers, most)));
  console.log(
    `${name}: ${answers.length} rows, cause first ${first}, among three ${three}, among four ${four}`,
  );
}

const rows = NAMES.flatMap(casesOf);
const bare = right(rows.map(answered), 1);
for (const [what, beside] of [
  ['one denial', withDenied(part, 1)],
  ['three denials', withDenied(part, 3)],
  ['one healthy output', withHealthy(part, 1)],
  ['three healthy outputs', withHealthy(part, 3)],
] as const) {
  const left = right(rows.map(beside).map(answered), 1);
  console.log(`beside ${what} (${part}): ${points(bare - left)} points of ${points(bare)} lost`);
}

for (const names of [NAMES, SEALED]) {
  const all = names.flatMap(answersTo);
  console.log(
    `chance (${names.join(', ')}): wrong by ${calibrationError(all).toFixed(3)} in the mean of ten bins`,
  );
  binsOf(all).forEach(({ count, said, right: hits }, n) => {
    if (count === 0) return;
    console.log(
      `  ${(n / 10).toFixed(1)} and more: ${count} answers, said ${percent(said / count)}, right ${percent(hits / count)}`,
    );
  });
}

for (const name of ['foreign', 'foreign-sealed']) {
  const sure = answersTo(name).map(({ findings }) => findings[0]?.confidence ?? 0);
  const above = (least: number): number => sure.filter((one) => one >= least).length;
  console.log(
    `${name}: ${sure.length} rows about no gateway, claimed ${above(0.5)}, guessed at 0.3 and more ${above(0.3)}`,
  );
}
