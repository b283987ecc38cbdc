/** Run as a program of its own: listens like a gateway, as whatever user started it, and tells its parent what it was shown. */
import { MISMATCH, standIn } from './stand-in-gateway.ts';

const gateway = await standIn({ connect: () => MISMATCH });
process.on('message', () => process.send?.(gateway.shown));
process.send?.(gateway.port);
