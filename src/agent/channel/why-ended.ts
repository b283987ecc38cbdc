/**
 * @module agent/channel/why-ended
 * Why an order did not finish, in words that may leave the host: an error's own text may quote what a probe read.
 */
import { sayNotBegun } from '../../protocol/not-begun.ts';
import { NotBegun } from '../operation.ts';

/** Rejects when the signal is aborted, for this reason if one is named, and only then. */
export function cutShort(signal: AbortSignal, only?: string): Promise<never> {
  return new Promise((_, reject) => {
    const cut = (): void => {
      if (only === undefined || signal.reason === only) reject(signal.reason);
    };
    if (signal.aborted) cut();
    signal.addEventListener('abort', cut, { once: true });
  });
}

export function stoppedWhy(reason: unknown): string {
  return reason === 'time' ? 'it took longer than it may' : 'the host agent was stopped';
}

export const whyNot = (error: unknown): string =>
  error instanceof NotBegun ? sayNotBegun(error.because) : `it broke inside: ${kindOf(error)}`;

function kindOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const name = error instanceof Error ? error.name : typeof error;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? `${name} ${code}` : name;
}
