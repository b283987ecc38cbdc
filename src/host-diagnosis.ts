/**
 * @module host-explain
 * Door: what `host.mjs explain` loads from the file beside it. What is learned from example complaints and the
 * vocabulary of free text weigh as much as all the rest, and a host agent that runs for months needs neither.
 */
export { explainReport } from './diagnosis/report.ts';
export { explainText } from './diagnosis/report-text.ts';
export { explain } from './explain/explain.ts';
export { openPasted } from './explain/pasted-stream.ts';
