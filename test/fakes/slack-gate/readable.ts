/**
 * The emulator's page shows "[rich_text]" where the words are. For a look at the page, this says the same in
 * blocks that it can show. The page reads markup in them, and more of it than Slack does, so every character
 * that means something to it is broken by an invisible one: a quoted log line stays what it was.
 */
type Node = Record<string, unknown>;

/** Joins words invisibly; whoever reads the page takes it out again with `plain`. */
const JOINER = '\u2060';

/** The text as somebody sees it. */
export const plain = (shown: string): string =>
  shown.replaceAll(JOINER, '').replaceAll('\u02cb', '`').replaceAll('\u2217', '*').replaceAll('\u223c', '~');

const inert = (text: string): string =>
  text
    .replaceAll('`', '\u02cb')
    .replaceAll('*', '\u2217')
    .replaceAll('~', '\u223c')
    .replace(/[:<]/g, `$&${JOINER}`)
    .replace(/[_>]/g, `${JOINER}$&`);

/** Blocks with each rich_text as sections; anything else, also what is no block, as it is. */
export function readableBlocks(blocks: unknown): unknown {
  if (!Array.isArray(blocks)) return blocks;
  return blocks.flatMap((block: Node) => {
    if (block.type !== 'rich_text') return [block];
    const texts = (block.elements as Node[]).map(markup).filter((text) => text !== '');
    return texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }));
  });
}

/** A message, a view, or an answer with either, made readable. */
export function readable<T>(said: T): T {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return said;
  const { blocks, view } = said as Node;
  return {
    ...said,
    ...(blocks === undefined ? {} : { blocks: readableBlocks(blocks) }),
    ...(view === undefined ? {} : { view: readable(view) }),
  };
}

function markup(element: Node): string {
  const inner = element.elements as Node[];
  switch (element.type) {
    case 'rich_text_list':
      return inner.map((item) => `• ${markup(item)}`).join('\n');
    case 'rich_text_preformatted':
      // The page knows code in a line, and no block of code.
      return inner
        .map(({ text }) => String(text))
        .join('')
        .split('\n')
        .map((line) => (line.trim() === '' ? '' : `\`${inert(line)}\``))
        .join('\n');
    default:
      return inner.map(span).join('');
  }
}

/** The page reads a mark only where it closes in the same line, and not around spaces. */
function span({ text = '', fallback, style }: Node): string {
  const { bold, code } = (style ?? {}) as { bold?: boolean; code?: boolean };
  const mark = code ? '`' : bold ? '*' : '';
  const words = inert(String(fallback ?? text));
  if (mark === '' || words.trim() === '' || words.includes('\n')) return words;
  return `${mark}${words}${mark}`;
}
