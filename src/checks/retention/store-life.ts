import type { Property, Store } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import type { Evidence, Facet, Topic } from '../contract.ts';

/** How long a store keeps what is put into it, as its own settings say. */
export type StoreLife =
  | { readonly is: 'days'; readonly days: number; readonly from: Property<unknown> }
  | { readonly is: 'never'; readonly from: Property<unknown> }
  /** Current versions go, superseded ones stay. */
  | { readonly is: 'only-current'; readonly days: number; readonly from: Property<unknown> }
  /** A per-item time to live is on; its length is set where items are written. */
  | { readonly is: 'at-runtime'; readonly from: Property<unknown> }
  | { readonly is: 'off'; readonly from: Property<unknown> }
  | { readonly is: 'unknown'; readonly reason: string; readonly from: Property<unknown> }
  /** The kind of store has no such setting. */
  | { readonly is: 'none' };

/** `backup`: its automatic backups; else its rows, objects or messages. */
export function lifeOfStore(store: Store, of: 'content' | 'backup' = 'content'): StoreLife {
  if (of === 'backup') return simpleLife(store.backupDays);
  const life = simpleLife(store.retentionDays);
  if (store.ttl.state !== 'absent' && isPerItem(life, store.ttl)) return ttlLife(store.ttl);
  if (life.is !== 'days' || store.versioned.value !== true) return life;
  // An expired object of a versioned bucket becomes a superseded version and lives on as one.
  const after = simpleLife(store.noncurrentDays);
  if (after.is === 'days') return { is: 'days', days: life.days + after.days, from: life.from };
  if (after.is === 'unknown') return after;
  return { is: 'only-current', days: life.days, from: after.is === 'never' ? after.from : life.from };
}

/** Where a switch that is written says more than the length: on with a length that the program sets, or off. */
function isPerItem(life: StoreLife, ttl: Property<boolean>): boolean {
  if (life.is === 'none') return true;
  return (
    (life.is === 'unknown' && ttl.value === true) || (life.is === 'never' && ttl.value === false && ttl.state === 'set')
  );
}

function simpleLife(property: Property<number | 'never'>): StoreLife {
  if (property.state === 'absent') return { is: 'none' };
  if (property.state === 'unresolved' || property.value === null) {
    return { is: 'unknown', reason: property.reason ?? 'its value is not known', from: property };
  }
  return property.value === 'never'
    ? { is: 'never', from: property }
    : { is: 'days', days: property.value, from: property };
}

function ttlLife(ttl: Property<boolean>): StoreLife {
  if (ttl.state === 'unresolved' || ttl.value === null) {
    return { is: 'unknown', reason: ttl.reason ?? 'its value is not known', from: ttl };
  }
  return { is: ttl.value ? 'at-runtime' : 'off', from: ttl };
}

/** Where the setting stands, or the resource that lacks it. */
export function settingPlace(store: Store, from: Property<unknown>): Place {
  return from.place ?? store.place;
}

/** The setting as evidence: written, or left to the provider's default. */
export function settingSeen(store: Store, from: Property<unknown>): Evidence {
  const attribute = from.attribute ?? 'retention';
  const place = settingPlace(store, from);
  if (from.state === 'unresolved') return { fact: 'setting-unknown', args: { attribute, reason: from.reason }, place };
  const value = from.value === null || from.value === undefined ? null : String(from.value);
  if (from.state === 'default')
    return { fact: 'setting-default', args: { attribute, value, reason: from.reason }, place };
  return { fact: 'setting', args: { attribute, value }, place };
}

/** Log stores and backups have topics of their own in the report; other stores have none. */
export function topicOf(store: Store, record: string | null, of: 'content' | 'backup' = 'content'): Topic | null {
  if (of === 'backup' || store.group === 'backup') return 'backup_retention';
  return store.group === 'log' || record === 'log' ? 'log_retention' : null;
}

export function facetFor(topic: Topic | null, facet: Facet): Facet | null {
  return topic === null ? null : facet;
}
