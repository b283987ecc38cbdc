/**
 * @module incidents/mouth
 * The port through which an incident speaks. An incident knows no Slack: it orders a view to be shown
 * under a key, and whoever carries the order finds the words.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import type { Person, Place } from './event.ts';

export type HostState = 'asking' | 'looking' | 'done' | 'partial' | 'absent' | 'refused';

/** One host inside an incident, as it stands now. Times are epoch ms. */
export type HostView = {
  host: string;
  state: HostState;
  /** Why it is absent, refused or partial. */
  why?: string;
  lastSeen?: number | null;
  diagnosis: Diagnosis | null;
  /** Oldest and newest look among the evidence. */
  oldestLook: number | null;
  newestLook: number | null;
  order: string;
  tookMs: number | null;
  openclawVersion?: string;
};

export type IncidentView = {
  incident: string;
  state: 'open' | 'closed';
  requester: Person;
  startedAt: number;
  /** Milliseconds from the command to this view. */
  elapsedMs: number;
  hosts: HostView[];
};

/** `status` is the one living message; `details` are replies in its thread. */
export type Saying = {
  /** Unique within the incident; saying it twice must show it once. */
  key: string;
  what: 'status' | 'details';
  place: Place;
  view: IncidentView;
  /** Message to edit instead of posting; absent for a first post. */
  edit?: string;
  /** Message whose thread this belongs in. */
  under?: string;
};

export type Said =
  | { ok: true; ref: string }
  /** Nobody knows whether it was shown: look it up by its key before saying it again. */
  | { ok: false; outcome: 'unknown'; why: string }
  | { ok: false; outcome: 'not-said'; retryAfterMs: number; why: string }
  | { ok: false; outcome: 'never'; why: string };

export type Mouth = {
  say(saying: Saying): Promise<Said>;
  /** Finds a message said before under this key; null if none, or if it cannot be told. */
  find(saying: Saying): Promise<string | null>;
};
