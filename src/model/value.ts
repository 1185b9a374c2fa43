import type { Span } from './span.ts';

/**
 * A value that may leave extraction: flags, numbers and short technical words (an engine, a region, a version, a
 * resource name). Anything else is Hidden at birth.
 */
export type Shown =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word'; readonly value: string };

/** A literal that must not leave: defaults, samples, credentials, free text. Only its kind, length (UTF-16 units) and place survive. */
export interface Hidden {
  readonly kind: 'hidden';
  readonly of: 'string' | 'number' | 'collection' | 'document';
  readonly length: number;
  readonly span: Span;
}

export type Value = Shown | Hidden;
