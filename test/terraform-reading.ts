import { readFileSync } from 'node:fs';
import type { Extraction } from '../src/extractors/contract.ts';
import { extract } from '../src/extractors/infrastructure/terraform.ts';
import type { ParseSyntax } from '../src/syntax/contract.ts';
import { createSyntax } from '../src/syntax/syntax.ts';
import { sourceText } from '../src/text/source-text.ts';

/** Grammars as the build copies them, taken from the packages. */
const PACKAGED: Record<string, string> = {
  'grammars/tree-sitter.wasm': '../node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'grammars/hcl.wasm': '../node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
};

export function hclSyntax(): Promise<ParseSyntax> {
  return createSyntax((name) => readFileSync(new URL(PACKAGED[name] ?? name, import.meta.url)), ['hcl']);
}

/** What the pipeline does with one file. */
export function readTerraform(syntax: ParseSyntax, path: string, text: string): Extraction {
  const tree = syntax('hcl', text);
  try {
    const parse = (piece: string) => syntax('hcl', piece);
    return extract({ source: sourceText(path, text), cursor: tree.cursor, parse, names: [] });
  } finally {
    tree.free();
  }
}
