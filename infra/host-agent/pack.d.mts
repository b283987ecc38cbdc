/** Fills `folder` with a release of the host agent; gives the SHA-256 of its SHA256SUMS. */
export function pack(folder: string): string;
