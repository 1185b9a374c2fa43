import type { ZodType } from 'zod';
import type { Check } from './contract.ts';

export interface FamilyEntry {
  readonly id: string;
  readonly params: () => Promise<{ readonly schema: ZodType }>;
  /** Null: decided by the pipeline itself (attestations speak of a clause, not of facts). */
  readonly check: (() => Promise<{ readonly check: Check<never> }>) | null;
  /** Reads words of the manifest as the pack of the clause means them: packs do not share its answers. */
  readonly readsWords?: true;
}

/** Sorted by id. A new family is one line here, one check, one params schema and one file in rules/families. */
export const families: readonly FamilyEntry[] = [
  { id: 'attestation', params: () => import('../schemas/params/attestation.ts'), check: null },
  {
    id: 'encryption-at-rest',
    params: () => import('../schemas/params/encryption-at-rest.ts'),
    check: () => import('./encryption-at-rest.ts'),
  },
  { id: 'erasure', params: () => import('../schemas/params/erasure.ts'), check: () => import('./erasure.ts') },
  {
    id: 'minimum-age',
    params: () => import('../schemas/params/minimum-age.ts'),
    check: () => import('./minimum-age.ts'),
  },
  {
    id: 'retention-declared',
    params: () => import('../schemas/params/retention-declared.ts'),
    check: () => import('./retention-declared.ts'),
  },
  {
    id: 'retention-enforced',
    params: () => import('../schemas/params/retention-enforced.ts'),
    check: () => import('./retention-enforced.ts'),
  },
  {
    id: 'retention-period',
    params: () => import('../schemas/params/retention-period.ts'),
    check: () => import('./retention-period.ts'),
  },
  {
    id: 'subprocessor-listed',
    params: () => import('../schemas/params/subprocessor-listed.ts'),
    check: () => import('./subprocessor-listed.ts'),
    readsWords: true,
  },
];
