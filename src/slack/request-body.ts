/**
 * @module slack/request-body
 * Reads what Slack posted, in two steps that must not be mixed: the raw bytes first, which are what Slack
 * signed, and only after the signature was found good, what they say.
 */
import * as z from 'zod';

/** More than Slack ever sends; a stranger's gigabyte ends here. */
const MOST_BYTES = 1024 * 1024;

/** The body's bytes; null when it is longer than 1 MiB. */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return null;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    // Leaving the loop cancels the stream, so the rest is never received.
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const Fields = z.record(z.string(), z.unknown());

/**
 * What a verified body says: JSON for events, a form for commands, and for buttons and modals a form whose
 * field `payload` is JSON (docs.slack.dev, "Handling user interaction"). Null when it is neither.
 */
export function parseBody(bytes: Uint8Array, contentType: string): Record<string, unknown> | null {
  const text = new TextDecoder().decode(bytes);
  if (contentType.startsWith('application/json')) return parseJson(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? form : parseJson(form.payload);
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    return Fields.parse(JSON.parse(text));
  } catch {
    // A verified sender who sends no JSON: the receiver says 400 and logs it.
    return null;
  }
}
