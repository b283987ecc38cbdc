/**
 * How many complaints that nobody used in making `explain` are led by their cause: `node test/bench/complaints.ts`.
 */
import { answersTo, right } from '../explain/unseen.ts';

const percent = (share: number): string => `${Math.round(100 * share)} %`;

for (const name of ['complaints', 'symptoms', 'denials']) {
  const answers = answersTo(name);
  const [first, three, four] = [1, 3, 4].map((most) => percent(right(answers, most)));
  console.log(
    `${name}: ${answers.length} rows, cause first ${first}, among three ${three}, among four ${four}`,
  );
}
const foreign = answersTo('foreign');
const sure = foreign.map(({ findings }) => findings[0]?.confidence ?? 0);
const above = (least: number): number => sure.filter((one) => one >= least).length;
console.log(
  `about no gateway: ${foreign.length} rows, claimed ${above(0.5)}, guessed at 0.3 and more ${above(0.3)}`,
);
