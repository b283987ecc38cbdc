/** Names of the host agent's files in `dist`, without `.mjs`; people start the first. */
export const HOST_FILES: readonly string[];
/** Those that stay in memory. */
export const RESIDENT_FILES: readonly string[];
