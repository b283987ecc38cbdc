/** What a scripted host answers when it is asked for a bundle: a real archive, in pieces, as often as it is asked. */
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import type { JobRequest } from '../../src/hub/messages.ts';
import type { BundleMade } from '../../src/protocol/bundle.ts';
import { digestOf, made, pieces, reported } from '../incidents/given-bundle.ts';
import type { Answered, Script } from './scripted-host.ts';

export const REPORT_HTML = '<!doctype html><title>report</title><p>reason=token_mismatch conn=7f</p>';

/** A small bundle, as a host agent packs it; what is named in `extra` comes last. */
export async function archive(
  host: string,
  extra: Record<string, string> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, string> = {
    'manifest.json': JSON.stringify({ schema: 1, host }),
    'report.md': `# ${host}: the token has drifted\n`,
    'report.html': REPORT_HTML,
    'logs/gateway.log': 'closed conn=7f2 code=1008 reason=token_mismatch\n'.repeat(200),
  };
  for (const [name, body] of Object.entries(extra)) {
    delete files[name];
    files[name] = body;
  }
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name, size: Buffer.byteLength(body), mode: 0o600, mtime: new Date(0) },
    body,
  }));
  return new Uint8Array(gzipSync(await packTar(entries)));
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
