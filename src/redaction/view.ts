/**
 * @module redaction/view
 * A text as it reads, with the way back to the text as it stands: colours dropped, escapes decoded. Layers
 * read the view, what they find is covered in the original, and everything else leaves untouched.
 */
import type { Span } from './span.ts';

export type View = {
  text: string;
  /** For each code unit of `text`, where its source begins and ends in the original. */
  from: Int32Array;
  to: Int32Array;
};

/** Builds a view piece by piece: copies stay aligned, replacements point at all they replace. */
export type ViewBuilder = {
  /** The next `length` units of the original, as they are. */
  copy(start: number, length: number): void;
  /** `text` stands for the original's `start` to `end`; an empty text drops it. */
  replace(text: string, start: number, end: number): void;
  done(): View;
};

/** Starts a view of a part of `original` that is `size` units long; the view is at most as long. */
export function viewOf(original: string, size: number): ViewBuilder {
  const from = new Int32Array(size + 1);
  const to = new Int32Array(size + 1);
  const pieces: string[] = [];
  let length = 0;
  return {
    copy(start, count) {
      if (count <= 0) return;
      pieces.push(original.slice(start, start + count));
      for (let i = start; i < start + count; i++) {
        from[length] = i;
        to[length++] = i + 1;
      }
    },
    replace(text, start, end) {
      pieces.push(text);
      for (let i = 0; i < text.length; i++) {
        from[length] = start;
        to[length++] = end;
      }
    },
    done: () => ({ text: pieces.join(''), from, to }),
  };
}

/** A span of the view as a span of the original; its value stays the one that was read. */
export function toOriginal(view: View, span: Span): Span {
  return {
    ...span,
    start: view.from[span.start] as number,
    end: view.to[span.end - 1] as number,
    value: span.value ?? view.text.slice(span.start, span.end),
  };
}

/** Two views, one read through the other, as one view of the first one's original. */
export function through(outer: View, inner: View): View {
  const length = inner.text.length;
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    from[i] = outer.from[inner.from[i] as number] as number;
    to[i] = outer.to[(inner.to[i] as number) - 1] as number;
  }
  return { text: inner.text, from, to };
}
