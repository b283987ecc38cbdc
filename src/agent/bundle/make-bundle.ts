/**
 * @module agent/bundle/make-bundle
 * From an order to the finished file: look, collect, redact, tell, pack, have the gate search it, lock it for those who may
 * open it. A bundle that the gate refuses is told of and never kept.
 */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { eventsOf, timelineTsv } from '../../bundles/events.ts';
import { picturesOf } from '../../bundles/pictures/of-report.ts';
import { type BundleReportInput, briefReport, bundleReport, markdown, page } from '../../bundles/report.ts';
import {
  type BundledFile,
  type BundleMade,
  type GateWord,
  MAX_BUNDLE_BYTES,
  type NotCollected,
} from '../../protocol/bundle.ts';
import type { KnownValue } from '../../redaction/known-values.ts';
import type { OwnRules } from '../../redaction/own-rules.ts';
import type { HostPort } from '../host/host-port.ts';
import { NotBegun } from '../operation.ts';
import { type PackedFile, pack } from './archive.ts';
import { archiveName, withNames } from './archive-names.ts';
import type { BundleWanted } from './bundle-lines.ts';
import { carriedReport } from './carried-report.ts';
import { type CleanFile, cleanFiles, cleanTexts } from './clean.ts';
import { gather } from './gather.ts';
import { digestOf, KEPT_MS } from './kept-bundles.ts';
import { type Looking, lookAt } from './look.ts';
import { bundledFile, manifestText } from './manifest.ts';
import type { RulesPlace } from './own-rules-file.ts';
import { type BundlePlace, openPlace } from './place.ts';
import { lockFor } from './recipients.ts';
import { shrink } from './shrink.ts';
import { SINCE_MIN } from './since.ts';
import type { Collected, Looked, Source } from './source.ts';
import { SOURCES } from './sources/index.ts';

export type BundleTools = {
  stateDir: string;
  openclaw?: string | undefined;
  /** Where the admins' own redactions stand. */
  rules?: RulesPlace;
  incident: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Told what is being done, for whoever waits at a terminal. */
  doing(what: string): void;
  now?: () => number;
  host?: HostPort;
};

export type MadeBundle = { made: BundleMade; gateway: string; file: Uint8Array };
export type MakeBundle = (wanted: BundleWanted, tools: BundleTools) => Promise<MadeBundle>;

/** What is done elsewhere and handed in by the door. */
export type BundleParts = {
  version: string;
  /** What people call this host; its own name when left out. */
  nameOf?: (stateDir: string) => string;
  looking(): Promise<Looking>;
  /** The admins' own rules of what must not leave. @throws NotBegun where they cannot be read. */
  rules?: (place: RulesPlace) => OwnRules | null;
  /** Searches the finished file for what must not be in it. */
  gate(
    file: Uint8Array,
    known: { values: readonly (KnownValue | string)[]; unread: readonly string[] },
    rules: OwnRules | null,
  ): Promise<GateWord>;
  sources?: readonly Source[];
};

const MINUTE = 60_000;
/** A bundle is small enough for every desk and for Slack; larger only where nothing can be left out. Bytes. */
const USUAL_BYTES = 2 * 1024 * 1024;
const MOST_MISSING = 100;
const MOST_FILES = 390;
const SHRINK_ROUNDS = 6;

/** What could not be read to learn from it what is secret: the gate says so. */
function unreadOf({ target }: BundlePlace): string[] {
  const config = target.config.file === 'unreadable' ? [`${target.configPath} (${target.config.why})`] : [];
  const all = target.processes.ok ? target.processes.value : [];
  const shut = all.filter(({ env }) => env === null).map(({ pid }) => `environment of process ${pid}`);
  return [...config, ...shut].map((one) => one.slice(0, 500)).slice(0, 50);
}

/** Everything that goes into the archive, redacted, and what goes into the report. */
type Contents = { files: CleanFile[]; input: Omit<BundleReportInput, 'files' | 'masked'> };

function contentsOf(
  all: readonly Collected[],
  looked: Looked,
  {
    place,
    head,
    rules,
    reason,
  }: {
    place: BundlePlace;
    head: Pick<BundleReportInput, 'host' | 'gateway' | 'madeAt' | 'since' | 'versions' | 'story'>;
    rules: OwnRules | null;
    reason: Looking['reason'];
  },
): Contents {
  const { redactor } = place;
  const raw = all.flatMap(({ files = [] }) => files);
  const left = (source: string): string | null =>
    source
      .split(', ')
      .map((path) => rules?.leavesOut(path) ?? null)
      .find((rule) => rule !== null) ?? null;
  const shut = raw.filter(({ source }) => left(source) !== null);
  const clean = cleanFiles(
    raw.filter((file) => !shut.includes(file)),
    redactor,
  );
  const missing: NotCollected[] = cleanTexts(
    [
      ...all.flatMap((one) => one.missing ?? []),
      ...shut.map(({ name, source }) => ({
        what: name,
        why: `left out by the rule ${left(source)} of this host`,
      })),
    ],
    redactor,
  );
  const told = cleanTexts(
    {
      events: all.flatMap((one) => one.events ?? []),
      tried: all.flatMap((one) => one.tried ?? []),
      excerpts: all.flatMap((one) => one.excerpts ?? []),
      configDifference: all.find((one) => one.configDifference)?.configDifference ?? null,
      story: head.story ?? null,
      versions: { ...head.versions, ...Object.assign({}, ...all.map((one) => one.versions ?? {})) } as Record<
        string,
        string
      >,
    },
    redactor,
  );
  return {
    files: clean.files,
    input: {
      ...head,
      ...told,
      triage: looked.triage,
      missing: [...missing, ...clean.missing].slice(0, MOST_MISSING),
      reason,
    },
  };
}

/** Report, findings, timeline and manifest around the collected files. */
function packable(
  { files, input }: Contents,
  masked: Record<string, number>,
  gateway: string,
  recipients: readonly string[],
  tags: string,
) {
  const named = withNames(files).slice(0, MOST_FILES);
  const bytesOf = (text: string): Uint8Array => Buffer.from(text);
  const packed: PackedFile[] = named.map(({ name, text }) => ({ name, bytes: bytesOf(text) }));
  const listed: BundledFile[] = named.map((file, n) =>
    bundledFile(file, packed[n]?.bytes ?? new Uint8Array()),
  );
  const report: BundleReportInput = { ...input, files: listed, masked };
  const document = bundleReport(report);
  const title = `${input.host}: ${gateway}`;
  const own: [name: string, text: string, source: string][] = [
    ['report.md', markdown(document), 'this host agent'],
    ['report.html', page({ title, document, pictures: picturesOf(report) }), 'this host agent'],
    ['findings.json', `${JSON.stringify(input.triage, null, 1)}\n`, 'host.mjs triage --json'],
    ['timeline.tsv', timelineTsv(eventsOf(report)), 'logs, state, files and the thread'],
  ];
  for (const [name, text, source] of own) {
    const bytes = bytesOf(text);
    packed.push({ name, bytes });
    listed.push(bundledFile({ name, source, cut: null }, bytes));
  }
  const { host, madeAt, since, versions, missing } = report;
  const manifest = manifestText({
    host,
    gateway,
    madeAt,
    since,
    versions,
    files: listed,
    missing,
    masked,
    recipients,
    tags,
  });
  packed.push({ name: 'manifest.json', bytes: bytesOf(manifest) });
  return { packed, listed, brief: briefReport(report) };
}

export const makeBundleWith =
  ({ version, nameOf, looking, rules: rulesOf, gate, sources = SOURCES }: BundleParts): MakeBundle =>
  async (wanted, tools) => {
    const { stateDir, openclaw, incident, env, signal, doing, now = Date.now } = tools;
    const madeAt = now();
    const since = madeAt - (wanted.sinceMin ?? SINCE_MIN) * MINUTE;
    const recipients = wanted.recipients ?? [];
    const story = wanted.story ?? null;
    const rules = rulesOf?.(tools.rules ?? {}) ?? null;
    doing('finding the gateway');
    const host = tools.host ? { host: tools.host } : {};
    const shared = { stateDir, openclaw, incident, env, signal, now };
    const place = await openPlace({ ...shared, ...host, gateway: wanted.gateway, story, since, rules });
    const gateway = place.target.name;
    const judge = await looking();
    const called = nameOf?.(stateDir) ?? hostname();
    const looked = lookAt(judge, { ...shared, gateway, tagKey: place.tagKey }).then(({ triage, ...it }) => ({
      ...it,
      triage: triage && { ...triage, host: called },
    }));
    const all = await gather(sources, { ...place.context, looked }, (ids) =>
      doing(`reading ${ids.join(', ')}`),
    );
    if (signal.aborted) throw new NotBegun({ code: 'bundle.stopped', params: {} });
    doing('redacting and packing');
    const versions = { agent: version, node: process.version };
    const head = { host: called, gateway, madeAt, since, versions, story };
    let contents = contentsOf(all, await looked, { place, head, rules, reason: judge.reason });
    const masked = place.redactor.counts();
    const tags = createHash('sha256').update(place.tagKey).digest('hex').slice(0, 16);
    let made = packable(contents, masked, gateway, recipients, tags);
    let file = await pack(made.packed);
    for (let round = 0; file.length > USUAL_BYTES && round < SHRINK_ROUNDS; round++) {
      const total = made.packed.reduce((sum, { bytes }) => sum + bytes.length, 0);
      const share = Math.ceil((total * (file.length - USUAL_BYTES * 0.95)) / file.length);
      contents = { ...contents, files: shrink(contents.files, share) };
      made = packable(contents, masked, gateway, recipients, tags);
      file = await pack(made.packed);
    }
    if (file.length > MAX_BUNDLE_BYTES) throw new NotBegun({ code: 'bundle.too-large', params: {} });
    doing('searching the finished file for secrets');
    const word = await gate(file, { values: place.known, unread: unreadOf(place) }, rules);
    const locked = recipients.length > 0 && word.passed ? await lockFor(recipients, file) : file;
    const time = new Date(madeAt)
      .toISOString()
      .replace(/[-:]|\.\d+/g, '')
      .toLowerCase();
    const name = `openclaw-bundle-${archiveName(head.host).slice(0, 60)}-${time}.tar.gz`;
    return {
      gateway,
      file: locked,
      made: {
        digest: digestOf(locked),
        name: recipients.length > 0 ? `${name}.age` : name,
        bytes: locked.length,
        madeAt,
        keptUntil: madeAt + KEPT_MS,
        since,
        versions: contents.input.versions,
        files: made.listed,
        missing: [...contents.input.missing],
        masked,
        recipients: [...recipients],
        gate: word,
        report: carriedReport(made.brief),
      },
    };
  };
