/// <reference path="./web-assembly.d.ts" />
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
  // All at once, in the engine's own threads.
  runtime ??= startRuntime(compile(read('grammars/tree-sitter.wasm')));
  const [, ...compiled] = await Promise.all([
    runtime,
    ...grammars.map(async (grammar) => [grammar, await compile(read(`grammars/${grammar}.wasm`))] as const),
  ]);
  const languages = new Map(compiled.map(([grammar, module]) => [grammar, Language.loadSync(module)]));
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

/** The bundle is one file, so the runtime gets its module; where web-tree-sitter would look for it must not matter. */
async function startRuntime(compiling: Promise<WebAssembly.Module>): Promise<void> {
  const module = await compiling;
  const silent = (): void => {};
  return Parser.init({
    instantiateWasm: (
      imports: object,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => {
      receive(new WebAssembly.Instance(module, imports), module);
      return {};
    },
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
function compile(bytes: Uint8Array): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(bytes));
}
