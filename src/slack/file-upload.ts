/**
 * @module slack/file-upload
 * Brings a file into a thread, in Slack's three steps (docs.slack.dev, "Working with files"; scope
 * files:write). Nobody sees anything before the last one, so only there can it be unknown whether the file
 * was shown.
 */
import type { webApi } from '@slack/bolt';

/** A file as it is brought; its title comes with the last step. */
export type FileToBring = { name: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * The first two steps: Slack has the file, and nobody sees it. Gives its id; throws what the Web API throws.
 * The bytes go only where Slack lives, or to the host of `apiUrl`, and the token does not go along.
 */
export async function bringFile(
  slack: webApi.WebClient,
  file: FileToBring,
  way: { fetch: typeof fetch; apiUrl: string | undefined },
): Promise<string> {
  const length = file.bytes.length;
  const { file_id: id, upload_url: address } = await slack.files.getUploadURLExternal({
    filename: file.name,
    length,
  });
  if (id === undefined || address === undefined || !isSlacks(address, way.apiUrl))
    throw new Error('Slack named no place of its own for the file');
  const answer = await way.fetch(address, { method: 'POST', body: file.bytes });
  if (!answer.ok) throw new Error(`Slack answered the file with HTTP ${answer.status}`);
  return id;
}

/** The last step: the file is shown in the thread. */
export async function shareFile(
  slack: webApi.WebClient,
  id: string,
  where: { channel: string; thread: string; title: string },
): Promise<void> {
  await slack.files.completeUploadExternal({
    files: [{ id, title: where.title }],
    channel_id: where.channel,
    thread_ts: where.thread,
  });
}

function isSlacks(address: string, apiUrl: string | undefined): boolean {
  const url = new URL(address);
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && /(^|\.)slack(-edge)?\.com$/.test(url.hostname);
}
