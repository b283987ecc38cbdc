/** Builds the Debian package of the host agent into `folder`, of the programs in `from` (dist); gives its path. */
export function buildDeb(folder: string, version?: string, from?: string): string;
