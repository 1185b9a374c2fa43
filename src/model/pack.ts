export const MODALITIES = [
  'obligation',
  'prohibition',
  'right',
  'collects',
  'permission',
  'definition',
  'gap',
  'counterparty-duty',
  'disclaimer',
] as const;
export const CLAUSE_KINDS = ['code', 'declared', 'document', 'manual'] as const;
/** Of findings; a clause may be of none (`info`). */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** A clause as the pipeline uses it: everything filled in, parameters validated by the family's schema. */
export interface Clause {
  /** `<pack>/<section>/<slug>` */
  readonly id: string;
  readonly pack: string;
  readonly section: string;
  /** A paraphrase of the promise. */
  readonly summary: string;
  readonly kind: (typeof CLAUSE_KINDS)[number];
  readonly modality: (typeof MODALITIES)[number];
  readonly severity: (typeof SEVERITIES)[number] | 'info';
  readonly severityIfFail: (typeof SEVERITIES)[number] | null;
  /** False: context only; listed in the pack, no status. */
  readonly rule: boolean;
  readonly derived: boolean;
  /** Null: no check asks it. */
  readonly family: string | null;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Pack {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** sha256 over the pack as compiled. */
  readonly digest: string;
  readonly policy: { readonly company: string | null; readonly date: string | null };
  /** Packs that are judged with it. */
  readonly extends: readonly string[];
  /** Pack word to canonical purposes. */
  readonly purposes: Readonly<Record<string, readonly string[]>>;
  readonly conflicts: readonly PolicyConflict[];
  readonly clauses: readonly Clause[];
}

/** Clauses that cannot all be kept. */
export interface PolicyConflict {
  readonly id: string;
  readonly title: string;
  readonly advice: string;
  readonly clauses: readonly string[];
  /** Clauses of other packs that it stands against. */
  readonly against: readonly string[];
}
