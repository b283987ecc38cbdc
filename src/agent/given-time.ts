/**
 * @module agent/given-time
 * Times that a gateway, its rows or its files give: any of them may have written any number, and one that no calendar
 * holds would end the whole probe that prints it.
 */

/** Between 2017 and 2100, in epoch ms: outside of that it is no time of anything that happened to a gateway. */
export const isTime = (value: unknown): value is number =>
  typeof value === 'number' && value > 1_500_000_000_000 && value < 4_102_444_800_000;

/** Whether a calendar holds it at all; epoch ms. */
export const isDate = (value: number): boolean => !Number.isNaN(new Date(value).getTime());
