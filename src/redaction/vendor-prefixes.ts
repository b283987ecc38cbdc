/**
 * @module redaction/vendor-prefixes
 * Prefixes by which issuers mark their tokens. Lengths and alphabets behind them change from year to year, so a
 * prefix is held to none: what follows must be long enough and look issued, by its digits or by its letter case.
 */
import { isPlainIdentifier, looksRandom } from './randomness.ts';

/** Prefixes, and how many characters follow at the least. After the vendors' own documents, 2026. */
const ISSUED: readonly (readonly [least: number, prefixes: string])[] = [
  // models, and tools of agents
  [
    20,
    'gsk_ xai- pplx- api_org_ r8_ tvly- nvapi- csk- jina_ voyage- lsv2_ exa_ dsk- tgp_ sk_ sk_car_ pcsk_ wandb_ apify_api_ e2b_ bb_live_ bb_test_ rpa_ hcaik_ pylf_ crsr_ sk-lf- pk-lf- sk-let- AQ. ya29. GOCSPX- IQoJb3JpZ2lu FwoGZXIvYXdz bedrock-api-key-',
  ],
  [28, 'hf_ m0- key_ key- pa- BSA'],
  [18, 'ak_ fw_ fpk_ flp_ LTAI AKID AKLT AKIA ASIA AQVN'],
  [16, 'SCW'],
  // code, packages, hosting
  [
    20,
    'ghp_ gho_ ghs_ ghu_ ghr_ github_pat_ glpat- gldt- glrt- glptt- glcbt- glft- glffct- glimt- glagent- glsoat- gloas- npm_ pypi- rubygems_ dckr_pat_ dckr_oat_ bkua_ CCIPAT_ CCIPRJ_ squ_ sqp_ sqa_ AKCp cmVmdGtu ATBB ATTA',
  ],
  [
    20,
    'dop_v1_ doo_v1_ dor_v1_ rnd_ vcp_ vci_ vca_ vcr_ vck_ nfp_ nfc_ nfo_ nfu_ nfb_ sbp_ sb_secret_ cfut_ cfat_ cfk_ napi_ HRKU- fm2_ fm1_ fo1_ tskey- nbp_ pscale_pw_ pscale_tkn_ pscale_oauth_ hvs. hvb. hvr. dp.pt. dp.st. dp.ct. dp.sa. pul- dapi mdb_sa_sk_',
  ],
  // chat, work, money, watch
  [
    20,
    'xoxb- xoxp- xoxe- xoxa- xoxr- xoxs- xoxc- xoxd- xoxe.xoxb- xoxe.xoxp- xapp- xwfp- syt_ mct_ mat_ lin_api_ lin_oauth_ lin_wh_ ntn_ secret_ figd_ figu_ ATATT3 ATCTT3 tfp_ CFPAT- PMAK- sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ whsec_ shpat_ shpca_ shppa_ shpss_ shprt_ EZAK EZTK xkeysib- xsmtpsib- sgp_ rdme_',
  ],
  [
    20,
    'glsa_ glc_ sntrys_ sntryu_ NRAK- NRII- NRJS- dt0c01. dt0s01. dt0s16. phx_ phs_ hcbik_ xaat- xapt- duffel_live_ duffel_test_ FLWSECK- FLWSECK_TEST-',
  ],
];

/** Prefixes that are words as well, or endings of files: they need what no word has on either side. */
export const COMMON_PREFIXES: ReadonlySet<string> = new Set(
  'sk_ key_ key- pa- fw_ ak_ BSA SCW dapi secret_ mat_ m0- exa_ csk- rnd_ fc- re_ AC SK cio oy2 pat ico- pul- sm_ sdk- api- mob- dsk-'.split(
    ' ',
  ),
);

/** Those whose tokens are base64 in its first alphabet, slashes and all. */
export const BASE64_PREFIXES: ReadonlySet<string> = new Set(
  'IQoJb3JpZ2lu FwoGZXIvYXdz fm2_ fm1_ fo1_ glc_ sntrys_ whsec_ bedrock-api-key-'.split(' '),
);

/** Every prefix with the fewest characters that follow it. */
export const PREFIXES: readonly { prefix: string; least: number }[] = ISSUED.flatMap(([least, prefixes]) =>
  prefixes.split(' ').map((prefix) => ({ prefix, least })),
);

/** A piece of a name: a word, a word with a number, a number. */
const WORD = /^(?:[A-Za-z]?[a-z]*|[A-Z]+|\d{1,4}|[a-z]+\d{1,2})$/;
/** As much of a body is judged. */
const JUDGED = 128;

/**
 * Whether what follows an issuer's prefix was issued and not named: hex, a UUID, or random letters and digits. Letters
 * alone pass where their case changes as no camel case does.
 */
export function looksIssued(all: string): boolean {
  const body = all.slice(0, JUDGED);
  if (body.split(/[-_.]/).every((piece) => WORD.test(piece)) || /(.)\1{4}/.test(body)) return false;
  if (isPlainIdentifier(all)) return all.length >= 20;
  const digits = body.replace(/\D/g, '').length;
  if (digits === 0) {
    const switches = body.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
    return body.length >= 20 && switches >= body.length * 0.3 && /[A-Z]{2}/.test(body);
  }
  if (looksRandom(body)) return true;
  const changes = body.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0;
  if (digits >= 2 && changes >= Math.max(4, Math.min(body.length, 64) / 8)) return true;
  const cases = body.match(/[a-z](?=[A-Z])|[A-Z](?=[A-Z])/g)?.length ?? 0;
  return changes + cases >= body.length * 0.3 && /[a-z]/.test(body);
}
