import { Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import type { Grammar, ParsedText, ParseSyntax, SyntaxCursor } from './contract.ts';
import { treeCursor } from './cursor.ts';
import { hasEndlessBlanks, MAX_UNITS, withinLimits } from './limits.ts';

/** Bytes of `grammars/tree-sitter.wasm` (the runtime of web-tree-sitter) and of `grammars/<grammar>.wasm`. */
export type ReadGrammar = (name: string) => Uint8Array;

/** web-tree-sitter keeps its runtime in a variable of its module: a second init would orphan the languages of the first. */
let runtime: Promise<void> | null = null;

/** Starts the parser and loads the grammars that the run needs. */
export async function createSyntax(read: ReadGrammar, grammars: readonly Grammar[]): Promise<ParseSyntax> {
  runtime ??= startRuntime(read('grammars/tree-sitter.wasm'));
  await runtime;
  const languages = new Map<Grammar, Language>();
  for (const grammar of grammars) {
    languages.set(grammar, await Language.load(copyOf(read(`grammars/${grammar}.wasm`))));
  }
  const parsers = new Map<Grammar, Parser>();
  const parserOf = (grammar: Grammar): Parser => {
    const parser = parsers.get(grammar) ?? new Parser().setLanguage(languages.get(grammar) ?? null);
    parsers.set(grammar, parser);
    return parser;
  };
  return (grammar, text) => {
    if (text.length > MAX_UNITS) return refuse('it is larger than 1 MiB');
    const input = withinLimits(text);
    if (input === null) return refuse('a line is longer than 64 KiB');
    if (hasEndlessBlanks(input)) return refuse('it holds too many blanks in a row');
    let tree: Tree | null = null;
    try {
      tree = parserOf(grammar).parse(input);
    } catch {
      // A trap inside the runtime leaves this parser in an unknown state; the next file gets a new one.
      parsers.delete(grammar);
    }
    return tree === null ? refuse('the parser gave up') : parsedText(tree);
  };
}

/** The bundle is one file, so the runtime gets its bytes; where web-tree-sitter would look for them must not matter. */
function startRuntime(bytes: Uint8Array): Promise<void> {
  const silent = (): void => {};
  return Parser.init({
    wasmBinary: copyOf(bytes),
    locateFile: (name: string) => name,
    print: silent,
    printErr: silent,
  });
}

function parsedText(tree: Tree): ParsedText {
  const inner: TreeCursor = tree.walk();
  const cursor: SyntaxCursor = treeCursor(inner);
  let freed = false;
  const free = (): void => {
    if (freed) return;
    freed = true;
    inner.delete();
    tree.delete();
  };
  return { cursor, refused: null, free };
}

function refuse(reason: string): ParsedText {
  return { cursor: null, refused: reason, free: () => {} };
}

/** A Buffer may be a window on a shared pool; WebAssembly wants bytes of its own. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
