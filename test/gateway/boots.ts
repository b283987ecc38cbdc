/**
 * The boots of a gateway: each start has an id of its own, also when the process stays the same.
 */
import type { Lab } from './lab.ts';
import { connect } from './socket.ts';

const BOOT_LIMIT_MS = 120_000;

/** The id of the boot that serves now; undefined while none does. */
export async function bootOf(lab: Lab): Promise<string | undefined> {
  try {
    const client = await connect({ port: lab.port, token: lab.token, scopes: ['operator.read'] });
    client.close();
    const server = client.hello.ok ? (client.hello.payload.server as { bootId?: string }) : {};
    return server.bootId;
  } catch {
    return undefined; // Between two boots nobody answers.
  }
}

/** Waits until another boot than `before` serves. */
export async function nextBoot(lab: Lab, before: string | undefined): Promise<void> {
  for (const began = Date.now(); Date.now() - began < BOOT_LIMIT_MS; ) {
    const now = await bootOf(lab);
    if (now !== undefined && now !== before) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The gateway did not begin another boot');
}
