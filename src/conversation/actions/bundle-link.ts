/**
 * @module conversation/actions/bundle-link
 * Gives one person an address under which they can fetch the file, for an hour. The bot keeps only the hash of its
 * secret, and asks again whether they may when it is used.
 */
import { isThere } from '../../incidents/bundle.ts';
import { composeLink } from '../../messages/bundle-answers.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { BundleAction } from '../bundle-action.ts';
import { bundleAddress } from '../bundle-links.ts';
import { tellBundle, tellIncident } from '../bundle-press.ts';

const LIFE_MS = 3_600_000;
const MOST_USES = 5;

export const linkBundle: BundleAction = {
  action: 'bundle_link',
  label: 'button.link',
  word: 'link',
  under: ['bundle', 'preview'],
  right: 'act',
  // Beside the others only where it is what helps.
  shown: ({ shares }, under) => under === 'preview' || shares.at(-1)?.state === 'refused',
  fits: isThere,
  async run({ id, person, place }, { bundle, view }, deps) {
    const { links, publicUrl, now, command, log } = deps;
    const { incident } = view;
    if (links === undefined)
      return usageError({
        problem: 'no-links',
        headline: text('bundle.no-links'),
        lines: [spans('bundle.no-links-why')],
        examples: [`${command} status`],
      });
    const { token, hash } = await links.create(incident);
    const until = now() + LIFE_MS;
    const wish = {
      type: 'linked',
      bundle: bundle.id,
      person,
      hash,
      whom: 'person',
      until,
      most: MOST_USES,
    } as const;
    const after = await tellIncident(incident, `${linkBundle.action}:${id}`, wish, deps);
    const one = after?.bundles?.find((known) => known.id === bundle.id) ?? bundle;
    // A request that comes a second time has made no second link: the first one's secret was told once.
    const made = one.links.some((link) => link.hash === hash);
    if (!made)
      return usageError({
        problem: 'seen-before',
        headline: text('bundle.link-before'),
        lines: [spans('again.why')],
        examples: [`${command} bundle ${one.name} link`],
      });
    log.info({ incident, bundle: bundle.id, by: person.id, via: place.via }, 'A link to a bundle was made');
    const link = { address: bundleAddress(publicUrl, token), until, most: MOST_USES };
    return {
      message: composeLink(one, link, { now: now(), incident }),
      for: 'asker',
      incident,
      data: { incident, bundle: bundle.id, link: link.address, until },
    };
  },
};

export const unlinkBundle: BundleAction = {
  action: 'bundle_unlink',
  label: 'button.unlink',
  word: 'unlink',
  under: [],
  right: 'act',
  fits: (bundle) => bundle.links.some(({ revoked }) => !revoked),
  run(press, at, deps) {
    const n = at.bundle.links.filter(({ revoked }) => !revoked).length;
    const wish = { type: 'unlinked', bundle: at.bundle.id, person: press.person } as const;
    return tellBundle(unlinkBundle, press, at, deps, wish, [line('bundle.unlinked-n', { n })]);
  },
};
