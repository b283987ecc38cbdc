/**
 * `while true; do openclaw gateway; sleep 1; done`: how hosts without a service manager keep a gateway running, and how
 * a forgotten terminal keeps a second one coming.
 */
import type { Gateway } from './gateway.ts';
import type { Lab } from './lab.ts';

const SLEEP_MS = 1_000;

/** Starts the loop, which ends with the lab. `began` is told of each run, counted from 1. */
export function keepStarting(
  lab: Lab,
  began: (gateway: Gateway, run: number) => void,
  options: { env?: Record<string, string> } = {},
): void {
  let over = false;
  let current: Gateway | undefined;
  const loop = async () => {
    for (let run = 1; !over; run++) {
      current = await lab.start({ ...options, wait: false });
      began(current, run);
      await current.ended;
      await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
    }
  };
  const running = loop();
  lab.onDispose(async () => {
    over = true;
    await current?.kill();
    await running;
  });
}

/** The same, and resolves with the gateway of run number `wanted` as it begins. */
export function untilRun(
  lab: Lab,
  wanted: number,
  began: (gateway: Gateway, run: number) => void = () => {},
  options: { env?: Record<string, string> } = {},
): Promise<Gateway> {
  return new Promise((resolve) => {
    keepStarting(
      lab,
      (gateway, run) => {
        began(gateway, run);
        if (run === wanted) resolve(gateway);
      },
      options,
    );
  });
}
