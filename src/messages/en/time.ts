/**
 * @module messages/en/time
 * Moments and durations: digits and units that everybody on call reads at once.
 */
export const TIME = {
  'time.day':
    '{day} {month, select, m1 {Jan} m2 {Feb} m3 {Mar} m4 {Apr} m5 {May} m6 {Jun} m7 {Jul} m8 {Aug} m9 {Sep} m10 {Oct} m11 {Nov} other {Dec}}',
  'time.moment': '{day} {clock} UTC',
  'time.moment-of-year': '{day} {year} {clock} UTC',
  'time.span-of-day': '{day} {from}–{to} UTC',
  'time.span-of-day-and-year': '{day} {year} {from}–{to} UTC',
  'time.span': '{from} – {to}',
  'time.unknown': 'at an unknown time',
  'time.just-now': 'just now',
  'time.ago': '{duration} ago',
  'duration.under': 'under {n, number} s',
  'duration.s': '{n, number} s',
  'duration.min': '{n, number} min',
  'duration.h': '{n, number} h',
  'duration.d': '{n, number} d',
  'duration.two': '{large} {small}',

  'size.b': '{n, number} bytes',
  'size.kb': '{n, number} kB',
  'size.mb': '{n, number} MB',
} as const;
