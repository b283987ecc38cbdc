/**
 * How many complaints that nobody used in making `explain` are led by their cause, what it costs to say or paste beside
 * them what is fine, and whether the chance that is named is right: `node test/bench/complaints.ts`. With `kept`, the
 * remarks and outputs that were put aside while it was made.
 */
import { type Part, withDenied, withHealthy } from '../explain/beside.ts';
import { binsOf, calibrationError } from '../explain/calibration.ts';
import { answered, answersTo, casesOf, right } from '../explain/unseen.ts';

const part: Part = process.argv[2] === 'kept' ? 'kept' : 'dev';
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const points = (share: number): string => (100 * share).toFixed(1);

const NAMES = ['complaints', 'symptoms', 'denials'];
for (const name of NAMES) {
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

const all = NAMES.flatMap(answersTo);
console.log(`chance: wrong by ${calibrationError(all).toFixed(3)} in the mean of ten bins`);
binsOf(all).forEach(({ count, said, right: hits }, n) => {
  if (count === 0) return;
  console.log(
    `  ${(n / 10).toFixed(1)} and more: ${count} answers, said ${percent(said / count)}, right ${percent(hits / count)}`,
  );
});

const foreign = answersTo('foreign');
const sure = foreign.map(({ findings }) => findings[0]?.confidence ?? 0);
const above = (least: number): number => sure.filter((one) => one >= least).length;
console.log(
  `about no gateway: ${foreign.length} rows, claimed ${above(0.5)}, guessed at 0.3 and more ${above(0.3)}`,
);
