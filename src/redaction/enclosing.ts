/**
 * @module redaction/enclosing
 * In what a name stands: `value` in `auth: { value: … }`, `key` below `profiles:` in YAML. A harmless word becomes
 * a secret's name by its surroundings.
 */

/** How far back the surroundings are looked for, in code units. */
const BACK = 480;

/** The names of the braces or indented blocks around a place, the nearest first, as far as they can be seen. */
export function enclosingNames(text: string, at: number): string[] {
  const names: string[] = [];
  const first = Math.max(0, at - BACK);
  let depth = 0;
  for (let i = at - 1; i >= first; i--) {
    const code = text.charCodeAt(i);
    if (code === 125 || code === 93) depth++;
    else if ((code === 123 || code === 91) && --depth < 0) {
      depth = 0;
      const name = NAME_OF_BLOCK.exec(text.slice(Math.max(0, i - 80), i))?.[1];
      if (name) names.push(name);
      if (names.length === 4) break;
    }
  }
  return names.length ? names : indented(text, first, at);
}

const NAME_OF_BLOCK = /([\w$.-]+)\\{0,4}["'`]?\s{0,4}(?:[:=]|=>)?\s{0,4}$/;

/** The same for YAML: the names of the lines above that are indented less and less. */
function indented(text: string, first: number, at: number): string[] {
  const lines = text.slice(first, at).split('\n');
  let indent = (/^[ \t]*(?:- )?/.exec(lines.pop() ?? '') as RegExpExecArray)[0].length;
  const names: string[] = [];
  for (const line of lines.reverse()) {
    const head = /^([ \t]*(?:- )?)["']?([\w.-]+)["']?:[ \t]*\r?$/.exec(line);
    const width = head?.[1]?.length ?? indent;
    if (!head || width >= indent) continue;
    indent = width;
    names.push(head[2] as string);
    if (indent === 0 || names.length === 4) break;
  }
  return names;
}
