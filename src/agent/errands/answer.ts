/**
 * @module agent/errands/answer
 * What is printed for one errand: a part of an order's transcript or a refusal, each signed by this host and bound to the
 * delivery that it is the answer to. Whoever carries it can neither change it nor give it for another question.
 */
import { sha256 } from '../../protocol/canonical.ts';
import { type Answer, MAX_PART_BYTES, MAX_PRINTED, printAnswer } from '../../protocol/errand.ts';
import { pack } from '../../protocol/packing.ts';
import type { Signer } from '../../protocol/signer.ts';
import type { JournalPoint } from '../../protocol/words.ts';
import type { Transcripts } from '../channel/transcripts.ts';

/** What signs it, and where the journal stands. */
export type Answering = { signer: Signer; journal: { point(): JournalPoint }; now: () => number };

/** Base64 of the signed head takes less than this. Characters. */
const HEAD = 2_000;
/** Packed bytes that fit beside it: base64 takes four characters for three bytes. */
const MAX_PACKED = Math.floor(((MAX_PRINTED - HEAD) * 3) / 4);

export async function refusedAnswer(
  { signer, journal, now }: Answering,
  refusal: Pick<Extract<Answer, { kind: 'refused' }>, 'jti' | 'id' | 'code' | 'why' | 'known' | 'counter'>,
): Promise<string> {
  const why = refusal.why.slice(0, 500);
  const head: Answer = { v: 1, kind: 'refused', ...refusal, why, at: now(), journal: journal.point() };
  return printAnswer(await signer.sign('ocanswer+jws', head), new Uint8Array());
}

/** The transcript from `from` on, as much as one answer holds. */
export async function partAnswer(
  { signer, journal, now }: Answering,
  asked: { jti: string; order: string; id: string; from: number },
  transcripts: Transcripts,
): Promise<string> {
  const { jti, order, id, from } = asked;
  for (let most = MAX_PART_BYTES; ; most = Math.floor(most / 2)) {
    const read = transcripts.read(id, from, most) ?? { bytes: new Uint8Array(), total: 0, over: false };
    const packed = await pack(read.bytes);
    // What cannot be made smaller by packing fits in the end, too: a quarter of its size is tried, and so on.
    if (packed.length > MAX_PACKED && most > 1) continue;
    const { bytes, total, over } = read;
    const head: Answer = {
      v: 1,
      kind: 'part',
      jti,
      order,
      from,
      upTo: from + bytes.length,
      total,
      over,
      sha256: await sha256(bytes),
      at: now(),
      journal: journal.point(),
    };
    return printAnswer(await signer.sign('ocanswer+jws', head), packed);
  }
}
