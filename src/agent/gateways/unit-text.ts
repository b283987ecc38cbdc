/**
 * @module agent/gateways/unit-text
 * What a systemd unit says, in the order systemd reads it (systemd.unit(5), systemd.service(5)): comments and other
 * sections do not count, an empty assignment forgets what stood before, drop-ins come after the unit.
 */
export type UnitText = {
  /** The command that runs at last, in words, without systemd's prefixes. May hold secrets. */
  argv: string[];
  /** Set in the unit itself. May hold secrets. */
  env: Record<string, string>;
  /** Files with more settings, in order; later ones win over the unit's own. */
  environmentFiles: string[];
  user: string | undefined;
  workingDirectory: string | undefined;
};

/** What `%h` and the like stand for; unknown ones are left as they are. */
export type Specifiers = {
  home?: string | undefined;
  user?: string | undefined;
  instance?: string | undefined;
};

const PREFIXES = /^[@\-:+!|]+/;

/** Assignments of one section, continued lines joined, comments left out. */
function assignments(texts: readonly string[], section: string): { key: string; value: string }[] {
  const found: { key: string; value: string }[] = [];
  for (const text of texts) {
    let here = '';
    // A comment between continued lines belongs to neither.
    const lines = text
      .split('\n')
      .filter((line) => !/^\s*[#;]/.test(line))
      .join('\n')
      .replace(/\\\n/g, ' ')
      .split('\n');
    for (const line of lines) {
      const title = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
      if (title !== undefined) here = title;
      const pair = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line);
      if (pair && (here === section || here === '')) found.push({ key: pair[1] ?? '', value: pair[2] ?? '' });
    }
  }
  return found;
}

/** Words as systemd splits them: quotes around a word or a part of it, backslash escapes. */
export function unitWords(line: string): string[] {
  const words: string[] = [];
  for (const [piece] of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])+/g)) {
    const bare = piece.replace(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/g, (_, a, b) => a ?? b ?? '');
    words.push(bare.replace(/\\(.)/g, '$1'));
  }
  return words;
}

function filled(text: string, { home, user, instance }: Specifiers): string {
  const known: Record<string, string | undefined> = { h: home, u: user, i: instance, I: instance, '%': '%' };
  return text.replace(/%([a-zA-Z%])/g, (whole, letter: string) => known[letter] ?? whole);
}

/** `A=one "B=two words"` as systemd's Environment= has it. */
function pairs(line: string): [string, string][] {
  return unitWords(line).flatMap((word) => {
    const at = word.indexOf('=');
    return at > 0 ? [[word.slice(0, at), word.slice(at + 1)] as [string, string]] : [];
  });
}

/** Reads a unit and its drop-ins, the unit first. Total: strange text says nothing. */
export function readUnit(texts: readonly string[], specifiers: Specifiers = {}): UnitText {
  const lines = assignments(texts, 'Service');
  const last = (key: string): string | undefined => lines.filter((line) => line.key === key).at(-1)?.value;
  const listed = (key: string): string[] => {
    let values: string[] = [];
    for (const line of lines) {
      if (line.key !== key) continue;
      values = line.value === '' ? [] : [...values, line.value];
    }
    return values;
  };
  const user = last('User') || undefined;
  const known = { ...specifiers, user: user ?? specifiers.user };
  const env: Record<string, string> = {};
  for (const line of listed('Environment'))
    for (const [name, value] of pairs(line)) env[name] = filled(value, known);
  const [program = '', ...rest] = unitWords(listed('ExecStart').at(-1) ?? '');
  const argv = [program.replace(PREFIXES, ''), ...rest].map((word) => filled(word, known));
  return {
    argv: program === '' ? [] : argv,
    env,
    environmentFiles: listed('EnvironmentFile').map((file) => filled(file.replace(/^-/, ''), known)),
    user,
    workingDirectory: last('WorkingDirectory')
      ?.replace(/^[-!]/, '')
      .replace(/^~$/, specifiers.home ?? '~'),
  };
}
