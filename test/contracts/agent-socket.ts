/** A host agent's end of a socket, as little of it as the contract needs. */
import { WebSocket } from 'ws';

export type AgentSocket = {
  send(data: string | Uint8Array): void;
  /** The next text from the other side. */
  next(): Promise<string>;
  closed: Promise<{ code: number; reason: string }>;
  close(code: number, reason: string): void;
};

/** Resolves when the socket is open; rejects with the status of a refused upgrade in its message. */
export async function dial(url: string): Promise<AgentSocket> {
  // workerd leaves the connection open after a closing that it began itself, until the object sleeps.
  const options = { perMessageDeflate: false, closeTimeout: 200 };
  const ws = new WebSocket(url, options);
  const heard: string[] = [];
  const waiting: Array<(text: string) => void> = [];
  ws.on('message', (data) => {
    const text = String(data);
    const next = waiting.shift();
    if (next) next(text);
    else heard.push(text);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.on('error', reject);
  });
  return {
    send: (data) => ws.send(data),
    next() {
      const text = heard.shift();
      return text === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(text);
    },
    closed,
    close: (code, reason) => ws.close(code, reason),
  };
}
