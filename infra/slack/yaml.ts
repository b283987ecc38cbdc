/**
 * Plain data as YAML with remarks, for files that people read before they paste them. Only what a manifest
 * holds: maps, lists, strings and booleans. Strings that YAML could take for something else are quoted as
 * JSON, which YAML reads too.
 */
export type Plain = string | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** Letters first, and nothing that begins a remark, a map or a word with a meaning of its own. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z/](?:[\w ./|-]*[\w./-])?(?::[\w./-]+)*$/i;

const scalar = (value: string | boolean): string =>
  typeof value === 'boolean' || PLAIN.test(value) ? String(value) : JSON.stringify(value);

/** `remarks`: what stands behind an item of a list, by the item itself. */
export function yaml(data: Plain, remarks: Readonly<Record<string, string>> = {}): string {
  return `${linesOf(data, remarks).join('\n')}\n`;
}

function linesOf(data: Plain, remarks: Readonly<Record<string, string>>): string[] {
  if (typeof data === 'string' || typeof data === 'boolean') return [scalar(data)];
  if (isList(data)) {
    return data.flatMap((item) => {
      const remark = typeof item === 'string' ? remarks[item] : undefined;
      const [first = '', ...rest] = linesOf(item, remarks);
      return [`- ${first}${remark === undefined ? '' : ` # ${remark}`}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  return Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'object'
      ? [`${key}:`, ...linesOf(value, remarks).map((line) => `  ${line}`)]
      : [`${key}: ${scalar(value)}`],
  );
}

const isList = (data: Plain): data is readonly Plain[] => Array.isArray(data);
