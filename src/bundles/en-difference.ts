/**
 * @module bundles/en-difference
 * What a difference between two bundles and a page of several hosts say.
 */
export const DIFFERENCE = {} as const;
