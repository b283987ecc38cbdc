/**
 * @module agent/bundle/make-bundle
 * From an order to the finished file: collect, redact, pack, have the gate look at it. A bundle that the gate refuses is
 * told of and never kept.
 */
import { createHash } from 'node:crypto';
import { hostname, release } from 'node:os';
import type { BundledFile, BundleMade, GateWord, NotCollected } from '../../protocol/bundle.ts';
import { type PackedFile, pack } from './archive.ts';
import type { BundleWanted } from './bundle-lines.ts';
import { digestOf, KEPT_MS } from './kept-bundles.ts';
import { SINCE_MIN } from './since.ts';

export type BundleTools = {
  stateDir: string;
  openclaw?: string | undefined;
  incident: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Told what is being done, for whoever waits at a terminal. */
  doing(what: string): void;
  now?: () => number;
};

export type MadeBundle = { made: BundleMade; gateway: string; file: Uint8Array };
export type MakeBundle = (wanted: BundleWanted, tools: BundleTools) => Promise<MadeBundle>;

/** What is done elsewhere and handed in by the door. */
export type BundleParts = {
  version: string;
  /** Searches the finished file for what must not be in it. */
  gate(file: Uint8Array): Promise<GateWord>;
};

const MINUTE = 60_000;

export const makeBundleWith =
  ({ version, gate }: BundleParts): MakeBundle =>
  async (wanted, { doing, now = Date.now }) => {
    const at = now();
    const since = at - (wanted.sinceMin ?? SINCE_MIN) * MINUTE;
    const gateway = wanted.gateway ?? 'default';
    const missing: NotCollected[] = [];
    const masked: Record<string, number> = {};
    const versions = { agent: version, node: process.version, os: `${process.platform} ${release()}` };
    doing('packing');
    const files: PackedFile[] = [];
    const listed: BundledFile[] = files.map(({ name, bytes }) => ({
      name,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      source: '',
      cut: null,
    }));
    const manifest = { schema: 1, host: hostname(), gateway, madeAt: new Date(at).toISOString(), versions };
    const text = JSON.stringify({ ...manifest, files: listed, missing, masked }, null, 2);
    const file = await pack([{ name: 'manifest.json', bytes: Buffer.from(`${text}\n`) }, ...files]);
    doing('searching the finished file for secrets');
    const made: BundleMade = {
      digest: digestOf(file),
      name: 'bundle.tar.gz',
      bytes: file.length,
      madeAt: at,
      keptUntil: at + KEPT_MS,
      since,
      versions,
      files: listed,
      missing,
      masked,
      recipients: [],
      gate: await gate(file),
      report: [],
    };
    return { made, gateway, file };
  };
