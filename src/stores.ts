/**
 * @module stores
 * The shape of every kind of object's store, and what a store is told that comes from a backup. By itself, so that
 * `migrate` and `restore` load nothing of what a bot does.
 */
import { MIGRATIONS as FREEZE_MIGRATIONS } from './freezes/schema.ts';
import { FLEET_MIGRATIONS } from './hub/fleet-object.ts';
import { HOST_AFTER_RESTORE, HOST_MIGRATIONS } from './hub/host-record.ts';
import { CONSENT_AFTER_RESTORE, MIGRATIONS as INCIDENT_MIGRATIONS } from './incidents/schema.ts';
import { OUTBOX_AFTER_RESTORE } from './outbox/schema.ts';
import type { ObjectKind } from './storage/objects.ts';
import { ERRANDS_AFTER_RESTORE } from './tickets/errand.ts';

export const MIGRATIONS: Record<ObjectKind, readonly string[]> = {
  incident: INCIDENT_MIGRATIONS,
  host: HOST_MIGRATIONS,
  fleet: FLEET_MIGRATIONS,
  freeze: FREEZE_MIGRATIONS,
};

export const AFTER_RESTORE: Record<ObjectKind, readonly string[]> = {
  incident: [OUTBOX_AFTER_RESTORE, ERRANDS_AFTER_RESTORE, CONSENT_AFTER_RESTORE],
  host: HOST_AFTER_RESTORE,
  fleet: [],
  freeze: [OUTBOX_AFTER_RESTORE],
};
