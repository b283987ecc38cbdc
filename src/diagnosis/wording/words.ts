/**
 * @module diagnosis/wording/words
 * What a finding needs to be said in one language. `{name}` is filled from the finding's parameters,
 * `{name|otherwise}` says what stands there when nobody saw the value, `{name? (%)}` what stands around one that was seen.
 */
export type Words = {
  title: string;
  /** One or two short sentences: what is so, and what it does to people. */
  says: string;
  /** When this finding is wrong although it looks right. */
  mistakenWhen: string;
};
