/**
 * Atlassian Document Format as its reference says it (developer.atlassian.com/cloud/jira/platform/apis/document/structure),
 * for the fake that must refuse what Jira refuses: only nodes, marks and attributes that a report needs.
 */
type Node = {
  type?: unknown;
  attrs?: unknown;
  content?: unknown;
  text?: unknown;
  marks?: unknown;
  version?: unknown;
};

type Rule = {
  holds: readonly string[];
  /** How many children at least. */
  least: number;
  attrs?: Record<string, (value: unknown) => boolean>;
  /** Attributes that must be there. */
  must?: readonly string[];
};

const level = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 6;
const text = (value: unknown): boolean => typeof value === 'string';
const truth = (value: unknown): boolean => typeof value === 'boolean';

const IN_CELL = ['paragraph', 'bulletList', 'orderedList', 'heading', 'codeBlock', 'rule'] as const;

const RULES: Record<string, Rule> = {
  doc: { holds: [...IN_CELL, 'table'], least: 0 },
  paragraph: { holds: ['text', 'hardBreak'], least: 0 },
  heading: { holds: ['text', 'hardBreak'], least: 0, attrs: { level }, must: ['level'] },
  codeBlock: { holds: ['text'], least: 0, attrs: { language: text } },
  bulletList: { holds: ['listItem'], least: 1 },
  listItem: { holds: ['paragraph', 'bulletList', 'codeBlock'], least: 1 },
  table: { holds: ['tableRow'], least: 1, attrs: { isNumberColumnEnabled: truth, layout: text } },
  tableRow: { holds: ['tableHeader', 'tableCell'], least: 0 },
  tableHeader: { holds: IN_CELL, least: 1, attrs: {} },
  tableCell: { holds: IN_CELL, least: 1, attrs: {} },
  rule: { holds: [], least: 0 },
  hardBreak: { holds: [], least: 0 },
};

const MARKS: Record<string, (attrs: Record<string, unknown>) => boolean> = {
  strong: () => true,
  em: () => true,
  code: () => true,
  link: (attrs) => typeof attrs.href === 'string' && /^https?:\/\//.test(attrs.href),
};

/** Why Jira would refuse the document; null when it takes it. */
export function whyNoAdf(value: unknown): string | null {
  const root = value as Node | null;
  if (root === null || typeof root !== 'object' || root.type !== 'doc') return 'INVALID_INPUT: no doc';
  if (root.version !== 1) return 'INVALID_INPUT: version';
  return wrong(root, 'doc');
}

function wrong(node: Node, at: string): string | null {
  if (node.type === 'text') return wrongText(node, at);
  const rule = RULES[String(node.type)];
  if (rule === undefined) return `INVALID_INPUT: ${at}: unknown node ${String(node.type)}`;
  const known = new Set([
    'type',
    'content',
    ...(rule.attrs === undefined ? [] : ['attrs']),
    ...(at === 'doc' ? ['version'] : []),
  ]);
  const strange = Object.keys(node).find((key) => !known.has(key));
  if (strange !== undefined) return `INVALID_INPUT: ${at}: ${strange}`;
  const attrs = (node.attrs ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(attrs))
    if (rule.attrs?.[name]?.(value) !== true) return `INVALID_INPUT: ${at}: attrs.${name}`;
  const missing = rule.must?.find((name) => !(name in attrs));
  if (missing !== undefined) return `INVALID_INPUT: ${at}: no attrs.${missing}`;
  const content = (node.content ?? []) as Node[];
  if (!Array.isArray(content) || content.length < rule.least)
    return `INVALID_INPUT: ${at}: too little content`;
  for (const [n, child] of content.entries()) {
    if (!rule.holds.includes(String(child?.type)))
      return `INVALID_INPUT: ${at}: ${String(child?.type)} in ${String(node.type)}`;
    if (node.type === 'codeBlock' && child.marks !== undefined)
      return `INVALID_INPUT: ${at}: marks in codeBlock`;
    const why = wrong(child, `${at}/${n}:${String(child.type)}`);
    if (why !== null) return why;
  }
  return null;
}

function wrongText(node: Node, at: string): string | null {
  if (typeof node.text !== 'string' || node.text.length === 0) return `INVALID_INPUT: ${at}: empty text`;
  if (/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(node.text)) return `INVALID_INPUT: ${at}: control character`;
  if (Object.keys(node).some((key) => !['type', 'text', 'marks'].includes(key)))
    return `INVALID_INPUT: ${at}`;
  const marks = (node.marks ?? []) as { type: string; attrs?: Record<string, unknown> }[];
  const names = marks.map(({ type }) => type);
  for (const mark of marks)
    if (MARKS[mark.type]?.(mark.attrs ?? {}) !== true) return `INVALID_INPUT: ${at}: mark ${mark.type}`;
  if (new Set(names).size < names.length) return `INVALID_INPUT: ${at}: a mark twice`;
  // Code goes with a link and nothing else.
  if (names.includes('code') && names.some((name) => name !== 'code' && name !== 'link'))
    return `INVALID_INPUT: ${at}: code with ${names.join()}`;
  return null;
}

/** All text of a document, as Jira indexes and shows it. */
export function textOfAdf(value: unknown): string {
  const node = value as { text?: string; content?: unknown[]; type?: string } | null;
  if (node?.text !== undefined) return node.text;
  const inner = (node?.content ?? []).map(textOfAdf);
  return inner.join(node?.type === 'paragraph' || node?.type === 'heading' ? '' : '\n');
}
