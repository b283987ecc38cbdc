/** Parts of a multipart body, read as strictly as the vendors do: a name, a file name, its type and its bytes. */
export type Part = { name: string; filename: string | null; type: string; bytes: Buffer };

/** Null when the body is no multipart, or its boundary was not sent along. */
export function partsOf(contentType: string | undefined, body: Buffer): Part[] | null {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return null;
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at !== -1) {
    const start = at + mark.length;
    const next = body.indexOf(mark, start);
    if (next === -1) break;
    const piece = body.subarray(start + 2, next - 2);
    const split = piece.indexOf('\r\n\r\n');
    if (split === -1) return null;
    const head = piece.subarray(0, split).toString('utf8');
    parts.push({
      name: /\bname="([^"]*)"/.exec(head)?.[1] ?? '',
      filename: /\bfilename="([^"]*)"/.exec(head)?.[1] ?? null,
      type: /content-type: *([^\r\n]+)/i.exec(head)?.[1] ?? '',
      bytes: piece.subarray(split + 4),
    });
    at = next;
  }
  return parts;
}
