/**
 * @module agent/processor-clock
 * How long this process has been at work, by the processor's time: on a host that is busy, and in an incident it is,
 * waiting for a turn must not look like a text that takes too long to redact, or nothing of a log would leave.
 */

/** Milliseconds of processor time of this process. */
export function processorClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
