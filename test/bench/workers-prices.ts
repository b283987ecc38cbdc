/**
 * What counts on Cloudflare come to in a month. Prices of the Workers Paid plan as published; whoever reads this later
 * compares them with the pages named. Pure.
 */

export const SOURCES = {
  objects: 'https://developers.cloudflare.com/durable-objects/platform/pricing/',
  workers: 'https://developers.cloudflare.com/workers/platform/pricing/',
} as const;

/** US dollars. `included` a month, `per` so many units above it. */
const PRICES = {
  workerRequests: { included: 10_000_000, per: 1_000_000, usd: 0.3 },
  objectRequests: { included: 1_000_000, per: 1_000_000, usd: 0.15 },
  gbSeconds: { included: 400_000, per: 1_000_000, usd: 12.5 },
  rowsRead: { included: 25_000_000_000, per: 1_000_000, usd: 0.001 },
  rowsWritten: { included: 50_000_000, per: 1_000_000, usd: 1 },
} as const;
export type Billed = { [Name in keyof typeof PRICES]: number };
const NAMES = Object.keys(PRICES) as (keyof Billed)[];

export const PLAN_USD = 5;
/** An object is billed as 128 MB however much it takes. */
export const OBJECT_GB = 0.128;
/** Incoming frames of a socket are a twentieth of a request each. */
export const FRAMES_A_REQUEST = 20;
const DAYS = 30;

const sum = (a: Billed, b: Billed, times: number): Billed =>
  Object.fromEntries(NAMES.map((name) => [name, a[name] + b[name] * times])) as Billed;
const NONE = Object.fromEntries(NAMES.map((name) => [name, 0])) as Billed;

export type Month = { hosts: number; billed: Billed; usd: number };

/** A month of so many hosts, each with so many incidents in it. */
export function month(hosts: number, hostDay: Billed, incident: Billed, incidentsPerHost: number): Month {
  const billed = sum(sum(NONE, hostDay, hosts * DAYS), incident, hosts * incidentsPerHost);
  const over = NAMES.map((name) => {
    const { included, per, usd } = PRICES[name];
    return (Math.max(0, billed[name] - included) / per) * usd;
  });
  return { hosts, billed, usd: PLAN_USD + over.reduce((all, one) => all + one, 0) };
}
