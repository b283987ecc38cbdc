/**
 * @module host-diagnosis
 * Door: what `host.mjs triage`, `explain` and `recover` load to judge what was seen or said without a bot, and to say it
 * in sentences. The rules, what is learned from example complaints and the vocabulary of free text weigh five times as
 * much as the host agent.
 */
export { BUILD } from './build.ts';
export { classify } from './diagnosis/classify.ts';
export { explainReport, report } from './diagnosis/report.ts';
export { explainText, triageText } from './diagnosis/report-text.ts';
export { complaintEvidence } from './evidence/complaint/complaint-evidence.ts';
export { explain } from './explain/explain.ts';
export { openPasted } from './explain/pasted-stream.ts';
export { becauseText } from './messages/because.ts';
export { recoveryWords } from './terminal/recovery.ts';
