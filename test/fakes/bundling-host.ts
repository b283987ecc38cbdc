/** What a scripted host answers when it is asked for a bundle: a real archive, in pieces, as often as it is asked. */
import type { JobRequest } from '../../src/hub/messages.ts';
import type { BundleMade } from '../../src/protocol/bundle.ts';
import { bundleOf } from '../bundles/packed.ts';
import { digestOf, made, pieces, reported } from '../incidents/given-bundle.ts';
import type { Answered, Script } from './scripted-host.ts';

export const REPORT_HTML = '<!doctype html><title>report</title><p>reason=token_mismatch conn=7f</p>';

/** A small bundle, as a host agent packs it. */
export async function archive(
  host: string,
  extra: Record<string, string> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const files = {
    'report.md': `# ${host}: the token has drifted\n`,
    'report.html': REPORT_HTML,
    'logs/gateway.log': 'closed conn=7f2 code=1008 reason=token_mismatch\n'.repeat(200),
    ...extra,
  };
  return new Uint8Array(await bundleOf(files, { host, madeAt: new Date().toISOString() }));
}

export type BundlingHost = {
  answers: NonNullable<Script['answers']>;
  bytes: Uint8Array<ArrayBuffer>;
  digest: string;
  /** The orders for bundles that it was given. */
  jobs: JobRequest[];
};

/** `over` tells something else of the file than what is so; `part` answers for its pieces in place of it. */
export async function bundling(
  host: string,
  {
    over = {},
    part,
    bytes,
  }: { over?: Partial<BundleMade>; part?: () => Answered; bytes?: Uint8Array<ArrayBuffer> } = {},
): Promise<BundlingHost> {
  const file = bytes ?? (await archive(host));
  const now = Date.now();
  const told = made(file, { madeAt: now, keptUntil: now + 86_400_000, since: now - 86_400_000, ...over });
  const jobs: JobRequest[] = [];
  return {
    jobs,
    bytes: file,
    digest: digestOf(file),
    answers: {
      bundle(job) {
        jobs.push(job);
        return [[reported({ kind: 'bundle', bundle: told })]];
      },
      'bundle.part': ({ args }) =>
        part?.() ??
        pieces(Number(args.offset), file, Number(args.pieces), 4_000).map((piece) => [
          reported({ kind: 'bundle-piece', piece: { ...piece, digest: told.digest } }),
        ]),
      'bundle.drop': () => [],
    },
  };
}
