import type { Declaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { InputKind } from '../model/input-kind.ts';
import type { SourceText } from '../model/source.ts';
import type { ParsedText, SyntaxCursor } from '../syntax/contract.ts';

/** Text in, declarations out. Never throws on bad input: what cannot be read is a diagnostic. */
export type Extract = (input: ExtractInput) => Extraction;

export interface ExtractInput {
  readonly source: SourceText;
  /** Cursor at the root of the syntax tree, where the registry line names a grammar. */
  readonly cursor: SyntaxCursor | null;
  /** Parses a part of the text with the same grammar: a broken file is read block by block. */
  readonly parse?: ((text: string) => ParsedText) | null;
  /** Names the manifest expects to find in this file (referenced files only). */
  readonly names: readonly string[];
}

export interface Extraction {
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One kind of input. `files` are glob patterns below the root; the first line of the registry that fits a path wins. */
export interface ExtractorEntry {
  readonly id: string;
  /** For the table in the README. */
  readonly title: string;
  /** What it is about: where it was not read whole, no check that rests on this may pass. */
  readonly gives: InputKind;
  readonly files: readonly string[];
  /** Documents that the manifest names are read by the line whose ending fits, wherever they are. */
  readonly named?: RegExp;
  /** Gives way to any other line that fits. */
  readonly lastResort?: true;
  /** Cheap literal test on the text before anything is parsed. */
  readonly sniff?: RegExp;
  readonly grammar?: 'hcl';
  /** Only pieces of the text are of the grammar: the extractor parses those, and gets no cursor. */
  readonly pieces?: true;
  /** The file may be far larger than memory: data rows are blanked while it is read (text/sql-skeleton.ts). */
  readonly skeleton?: 'sql';
  /** Larger files are skipped with a diagnostic. */
  readonly maxBytes?: number;
  readonly load: () => Promise<{ readonly extract: Extract }>;
}
