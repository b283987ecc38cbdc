/** Builds the Debian package of the host agent into `folder`; gives its path. */
export function buildDeb(folder: string, version?: string): string;
