/**
 * A bundle in one story, told in each of Slack's modes and on each runtime: mira asks for it in an incident's channel,
 * looks at what is in it, attaches it, gets a link where a guest reads along, and deletes it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_HTML } from '../fakes/bundling-host.ts';
import { CHANNEL, type LocalSlack, MIRA, OLAF, type ShownMessage } from '../fakes/local-slack.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { BOT_USER, GUEST } from '../fakes/slack-gate/people.ts';

export type BundleWorld = {
  slack: LocalSlack;
  /** What the host's archive holds. */
  bytes: Uint8Array;
  /** What a browser is given at an address of the bot. */
  web(method: string, address: string, body?: string): Promise<Response>;
  /** Operations that the host was asked for, in order. */
  ops(): string[];
  /** The files that the bot keeps. */
  kept(): Promise<number>;
  stop(): Promise<void>;
};

type WithFiles = ShownMessage & {
  files?: { id: string; title: string; name: string; url_private?: string }[];
};

/** mira acts and olaf only looks; node-1 is enrolled, and its host bundles. */
export function bundleStory(runtime: string, why: string | null, start: () => Promise<BundleWorld>): void {
  const skipped = why === null ? '' : ` (skipped: ${why})`;
  describe.skipIf(why !== null)(`a bundle ${runtime}${skipped}`, { timeout: 120_000 }, () => {
    let world: BundleWorld;
    let slack: LocalSlack;
    beforeAll(async () => {
      world = await start();
      slack = world.slack;
      const channel = { id: CHANNEL, name: 'ops', is_private: false };
      slack.gate.channels.set(CHANNEL, { ...channel, members: [MIRA, OLAF, BOT_USER] });
    }, 120_000);
    afterAll(() => world?.stop());

    const wordsOf = (one: ShownMessage | undefined): string => textsIn(one?.blocks ?? []).join('');
    async function shown(is: (one: ShownMessage) => boolean): Promise<WithFiles> {
      return (await slack.shows((all) => all.some(is), 30_000)).findLast(is) as WithFiles;
    }
    const says = (headline: string, words = '') =>
      shown((one) => one.text === headline && !one.ephemeral_to && wordsOf(one).includes(words));
    /** What only they see of what they did. */
    async function privately(user: string, act: () => Promise<unknown>): Promise<ShownMessage> {
      const before = (await slack.messages()).length;
      const isIt = (one: ShownMessage): boolean => one.ephemeral_to === user;
      await act();
      return (await slack.shows((all) => all.slice(before).some(isIt), 30_000))
        .slice(before)
        .find(isIt) as ShownMessage;
    }
    const filesUnder = async (thread: string | undefined): Promise<NonNullable<WithFiles['files']>> =>
      ((await slack.messages()) as WithFiles[])
        .filter((one) => one.thread_ts === thread)
        .flatMap(({ files = [] }) => files);
    const READY = 'node-1: bundle ready';

    it('is made by the host in the thread of the incident, and the file stays there', async () => {
      await slack.types(MIRA, '/openclaw triage node-1');
      const top = await shown((one) => one.text.startsWith('node-1 is') && one.thread_ts === undefined);
      await slack.types(OLAF, '/openclaw bundle node-1 since 2h');
      const ready = await says(READY);
      expect(ready.thread_ts).toBe(top.ts);
      const words = wordsOf(ready);
      for (const said of ['Masked:', 'token 9', 'Leak gate:', 'Not collected:', 'no right to read it'])
        expect(words).toContain(said);
      expect(world.ops().filter((op) => op !== 'triage')).toEqual(['bundle']);
      expect(await world.kept()).toBe(0);
    });

    it('is shown to whoever presses Preview, and to nobody else', async () => {
      const ready = await says(READY);
      const seen = await privately(OLAF, () => slack.clicks(OLAF, ready.ts, 'bundle_preview'));
      expect(seen.text).toBe('node-1: what is in the bundle');
      for (const said of ['logs/gateway.log', 'reason=token_mismatch', 'Only you see this'])
        expect(wordsOf(seen)).toContain(said);
      expect(world.ops()).not.toContain('bundle.part');
    });

    it('is not attached by somebody who may only look', async () => {
      const ready = await says(READY);
      const refused = await privately(OLAF, () => slack.clicks(OLAF, ready.ts, 'bundle_attach'));
      expect(refused.text).toContain('Permission denied');
      expect(wordsOf(refused)).toContain('OPERATOR_USERS');
      expect(world.ops()).not.toContain('bundle.part');
    });

    it('is a file in the thread after Attach, once, though it is pressed twice and Slack loses an answer', async () => {
      const ready = await says(READY);
      slack.gate.faults.next('files.completeUploadExternal', { kind: 'answer-lost' });
      const pressed = await privately(MIRA, () => slack.clicks(MIRA, ready.ts, 'bundle_attach'));
      expect(pressed.text).toBe('node-1: Attach – received');
      await slack.clicks(MIRA, ready.ts, 'bundle_attach');
      await says(READY, 'Attached by');
      const files = await filesUnder(ready.thread_ts);
      expect(files).toMatchObject([{ name: expect.stringMatching(/^bundle-node-1-.*\.tar\.gz$/) }]);
      expect(slack.gate.done('files.completeUploadExternal')).toHaveLength(1);
      expect(await world.kept()).toBe(1);
    });

    it('is not attached where a guest reads along; a link gives it to one person, and to nobody else', async () => {
      await slack.types(MIRA, '/openclaw bundle node-1');
      await slack.shows(
        (all) => all.filter((one) => one.text === READY && !one.ephemeral_to).length === 2,
        30_000,
      );
      const ready = await says(READY);
      slack.gate.channels.get(CHANNEL)?.members.push(GUEST);
      await slack.clicks(MIRA, ready.ts, 'bundle_attach');
      const refused = await says(READY, 'Not attached for');
      expect(refused.ts).toBe(ready.ts);
      expect(wordsOf(refused)).toContain('gwen');
      expect(await filesUnder(ready.thread_ts)).toHaveLength(1);
      const given = await privately(MIRA, () => slack.clicks(MIRA, ready.ts, 'bundle_link'));
      const address =
        /https?:\/\/[^"\s\\]+\/bundles\/[^"\s\\]+/.exec(JSON.stringify(given.blocks))?.[0] ?? '';
      const page = await world.web('GET', address);
      expect(page.status).toBe(200);
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      const file = await world.web('POST', address, 'what=file');
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array(world.bytes));
      const report = await world.web('POST', address, 'what=report');
      expect(await report.text()).toBe(REPORT_HTML);
      expect(report.headers.get('content-security-policy')).toContain('sandbox');
      const foreign = `${address.slice(0, -4)}${address.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
      expect((await world.web('GET', foreign)).status).toBe(404);
      await says(READY, '1 link, used 2 times');
    });

    it('goes everywhere but from Slack when it is deleted', async () => {
      const ready = await says(READY, '1 link');
      const typed = await privately(MIRA, () => slack.types(MIRA, '/openclaw bundle node-1 delete'));
      expect(typed.text).toBe('node-1: Delete – received');
      await says('node-1: bundle deleted', 'here and on the host');
      await expect.poll(() => world.ops()).toContain('bundle.drop');
      // The first bundle is the same file, and is still there for whoever wants it.
      expect(await world.kept()).toBe(1);
      expect(await filesUnder(ready.thread_ts)).toHaveLength(1);
    });

    it('never makes the bot say what Slack would refuse, and puts no address into a message for all', async () => {
      const refused = slack.gate.calls.filter(({ reply }) => reply !== null && reply.ok !== true);
      expect(refused.map(({ method, reply }) => `${method} ${reply?.error}`)).toEqual([]);
      const forAll = slack.gate.calls.filter(({ method }) => /^chat\.(postMessage|update)$/.test(method));
      expect(JSON.stringify(forAll)).not.toContain('/bundles/');
    });
  });
}
