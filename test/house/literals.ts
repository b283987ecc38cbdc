/**
 * String literals of a source file, with where each stands: the parser's tree knows a type, an import and a comment from
 * a sentence, which no pattern does.
 */
import { parseSync } from 'vite';

export type Literal = {
  /** Of a template the fixed parts, with `{}` for what is filled in. */
  text: string;
  line: number;
  /** Names of the calls and constructors around it, innermost first: `log.warn`, `new Error`. */
  inside: string[];
};

type Node = { type: string; start: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** `deps.log.warn` of a callee; empty for one without a name. */
function nameOf(callee: unknown): string {
  if (!isNode(callee)) return '';
  if (callee.type === 'Identifier') return String(callee.name);
  if (callee.type === 'MemberExpression') return `${nameOf(callee.object)}.${nameOf(callee.property)}`;
  if (callee.type === 'CallExpression') return nameOf(callee.callee);
  return callee.type === 'ThisExpression' ? 'this' : '';
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  const parts = node.quasis as { value: { cooked: string } }[];
  return parts.map(({ value }) => value.cooked).join('{}');
}

/** Nodes whose strings are no text: paths of modules and types. */
const NO_TEXT = /^(Import|ExportAll)|^TS(?!As|Satisfies|NonNull)/;

export function literalsOf(path: string, source: string): Literal[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: Literal[] = [];
  const visit = (node: Node, inside: string[]): void => {
    if (NO_TEXT.test(node.type)) return;
    const text = textOf(node);
    if (text !== null) found.push({ text, line: source.slice(0, node.start).split('\n').length, inside });
    const own =
      node.type === 'CallExpression'
        ? [nameOf(node.callee)]
        : node.type === 'NewExpression'
          ? [`new ${nameOf(node.callee)}`]
          : [];
    for (const [key, value] of Object.entries(node)) {
      // Where a module is exported from is no text either.
      if (key === 'source' && /^Export/.test(node.type)) continue;
      for (const one of Array.isArray(value) ? value : [value])
        if (isNode(one)) visit(one, [...own, ...inside]);
    }
  };
  visit(program as unknown as Node, []);
  return found;
}
