import type { DocumentDeclaration } from '../../model/declaration.ts';
import type { Line } from './lines.ts';

/** Keys that the writer, not the provider, manages. */
const OWN_KEYS =
  /\bcustomer[- ](?:managed|owned|controlled|held)\b|\bself[- ]managed (?:encryption )?keys?\b|\bCMKs?\b|\bBYOK\b|\bbring your own keys?\b|\bkeys? (?:that )?we (?:manage|own|control)\b|\bkeys? (?:that )?(?:is|are) (?:managed|owned|controlled) by (?:us|ourselves|our)\b|\b(?:our|its) own (?:encryption |KMS )?keys?\b|\bkeys? of (?:our|its) own\b/i;
const DENIED =
  /\b(?:no|not|never|without|unless|optional(?:ly)?|option|on request|upon request|may|can|could|plan(?:s|ned)?|will|future|enterprise)\b/i;

/** Promises of a document that configuration can contradict. A sentence that only offers or denies is none. */
export function claimsIn({ text, number }: Line): DocumentDeclaration['claims'][number][] {
  const match = OWN_KEYS.exec(text);
  if (match === null || DENIED.test(text)) return [];
  const startColumn = match.index + 1;
  const endColumn = startColumn + match[0].length;
  return [{ claim: 'customer-managed-keys', span: { startLine: number, startColumn, endLine: number, endColumn } }];
}
