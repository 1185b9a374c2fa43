import type { Job, ReferenceTarget } from '../../model/fact.ts';
import type { View, ViewStore } from '../contract.ts';
import { isRoute } from '../reference.ts';
import type { Subject } from './matching.ts';
import { namesEntity, namesStore } from './references.ts';
import type { Rule } from './rules.ts';

/** What `enforcedBy` of a rule leads to. */
export type Mechanism =
  | { readonly kind: 'store'; readonly store: ViewStore }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'file'; readonly file: string; readonly target: ReferenceTarget | null }
  /** Named, but out of sight: a route, a vendor's setting, another repository. */
  | { readonly kind: 'declared'; readonly what: string }
  | { readonly kind: 'archive' }
  /** The reference leads to something that could not be read, or to a kind of block that no fact tells of. */
  | { readonly kind: 'unread'; readonly ref: string; readonly reason: string }
  | { readonly kind: 'dangling'; readonly ref: string; readonly reason: string }
  | { readonly kind: 'none' };

const URL = /^https?:\/\//;
/** Mechanisms that are a setting of a store: what they name has to be a store. */
const OF_STORES: readonly string[] = [
  'log-retention',
  'lifecycle',
  'ttl',
  'topic-retention',
  'queue-retention',
  'backup-retention',
];

export function mechanismOf(view: View, rule: Rule, under: readonly Subject[], byErasure = false): Mechanism {
  const enforced = rule.row.enforcedBy;
  if (enforced?.type === 'archive-tier') return { kind: 'archive' };
  const ref = enforced?.ref;
  if (ref === undefined) {
    const job = jobFor(view, under);
    if (job !== null) return { kind: 'job', job };
    const route = byErasure && enforced === undefined ? erasureRoute(view, under) : null;
    if (route !== null) return resolve(view, route, 'erasure-route');
    // Without a reference a number or a proof has to stand for the mechanism.
    const claimed = enforced?.evidence ?? (enforced?.type === 'vendor-setting' ? enforced.days : undefined);
    return claimed === undefined ? { kind: 'none' } : { kind: 'declared', what: enforced?.type ?? 'evidence' };
  }
  return resolve(view, ref, enforced?.type);
}

function resolve(view: View, ref: string, type: string | undefined): Mechanism {
  const job = view.jobs.find((one) => one.name === ref || one.id === ref);
  if (job !== undefined) return { kind: 'job', job };
  const store = view.stores.find((one) => namesStore(ref, one));
  if (store !== undefined) {
    return store.fact === null ? { kind: 'declared', what: `datastore ${store.subject}` } : { kind: 'store', store };
  }
  if (isRoute(ref) || URL.test(ref) || type === 'vendor-setting') return { kind: 'declared', what: ref };
  const mark = ref.indexOf('#');
  const file = normalPath(mark < 0 ? ref : ref.slice(0, mark));
  if (!view.hasFile(file)) {
    const reason = looksLikePath(file) ? 'no such file' : 'no such store, job or file';
    return { kind: 'dangling', ref, reason };
  }
  if (view.unread.some((one) => one.file === file))
    return { kind: 'unread', ref, reason: 'the file could not be read in full' };
  if (mark >= 0 && type !== undefined && OF_STORES.includes(type)) {
    return { kind: 'dangling', ref, reason: `no ${ref.slice(mark + 1)} in ${file}` };
  }
  const inFile = view.jobs.filter((one) => one.place.file === file);
  if (inFile.length === 1 && inFile[0] !== undefined) return { kind: 'job', job: inFile[0] };
  return { kind: 'file', file, target: view.targets.find((one) => one.file === file) ?? null };
}

/** A job inside the database on a table that the rule is about. */
function jobFor(view: View, under: readonly Subject[]): Job | null {
  const tables = under.flatMap((one) => (one.kind === 'entity' ? [one.of.entity.storedName, one.of.entity.name] : []));
  return view.jobs.find((job) => tables.includes(job.table)) ?? null;
}

/** What deletes an account that is closed, where the manifest says that it covers everything the rule is about. */
function erasureRoute(view: View, under: readonly Subject[]): string | null {
  const { triggers, covers } = view.manifest?.erasure ?? {};
  const route = triggers?.request ?? triggers?.termination;
  const isCovered = (subject: Subject): boolean =>
    covers === undefined || (subject.kind === 'entity' && covers.some((name) => namesEntity(name, subject.of)));
  return route !== undefined && under.every(isCovered) ? route : null;
}

function looksLikePath(text: string): boolean {
  return text.includes('/') || /\.[a-z]{1,5}$/i.test(text);
}

function normalPath(text: string): string {
  return text.replace(/^\.\//, '');
}
