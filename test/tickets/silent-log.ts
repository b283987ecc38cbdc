/** A log that nobody reads. */
import { createLog } from '../../src/log.ts';

export const silentLog = createLog({ level: 'silent', redact: (text) => text });
