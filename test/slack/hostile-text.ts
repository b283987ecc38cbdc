/**
 * Strings as somebody would write them who wants a log line to ping a channel, dress up as the bot or break
 * the message. Seeded, so that a failure can be seen again.
 */

const PIECES = [
  '<!channel>',
  '<!here|here>',
  '<@U01MIRA>',
  '<#C01OPS|ops>',
  '<http://evil.example|click>',
  '<!subteam^S1>',
  '```',
  '`',
  '*bold*',
  '_it_',
  '~x~',
  ':fire:',
  '@channel',
  '&amp;',
  '&lt;',
  '&',
  '<',
  '>',
  '\u001b[31m',
  '\u001b]0;t\u0007',
  '\u009b1m',
  '\u0000',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u{e0041}',
  '\ud83d',
  '\udc00',
  '😀',
  '👩‍👩‍👧',
  '\n',
  '\r\n',
  '\u2028',
  '\t',
  ' ',
  'gateway closed (1000)',
  '{"type":"broadcast","range":"channel"}',
  'e\u0301\u0301\u0301\u0301\u0301\u0301',
  'שלום',
  '網關',
  '\\',
  '"',
];

export type Random = () => number;

/** mulberry32: small, seeded, good enough to choose from lists. In 0..1. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Mostly short; one in fifty is longer than Slack allows. */
export function hostileText(random: Random): string {
  const pieces = 1 + Math.floor(random() * 8);
  const text = Array.from({ length: pieces }, () => PIECES[Math.floor(random() * PIECES.length)] ?? '').join(
    '',
  );
  return random() < 0.02 ? text.repeat(1 + Math.floor(random() * 2_000)) : text;
}
