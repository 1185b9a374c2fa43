import type { BlockAttribute, BlockBody, Declaration, NestedBlock, ResourceBlock } from '../../model/declaration.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SourceText } from '../../model/source.ts';
import { FILE_START, type Span } from '../../model/span.ts';
import type { Extract, ExtractInput, Extraction } from '../contract.ts';
import { readBody } from './hcl-body.ts';
import { cutPieces, type HclPiece } from './hcl-pieces.ts';
import { eachChild, type HclReader, hclReader } from './hcl-reader.ts';
import { partlyRead } from './partly-read.ts';

/**
 * Terraform and OpenTofu: `.tf`, `.tofu`, `.tfvars` and the dependency lock file, all of the HCL native syntax
 * (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md). A variables file becomes one block `tfvars`. Files in the
 * JSON syntax: terraform-json.ts.
 */
export const extract: Extract = (input: ExtractInput): Extraction => {
  const { source, cursor } = input;
  const whole = cursor === null || cursor.hasError ? null : readTop(hclReader(cursor, source, 0));
  const { body, diagnostics } = whole ? { body: whole, diagnostics: [] } : readPieces(input);
  return { declarations: declarationsOf(source, body), diagnostics };
};

/** Top-level blocks, and attributes of a variables file. */
interface TopLevel {
  readonly attributes: readonly BlockAttribute[];
  readonly blocks: readonly PartialBlock[];
}

type PartialBlock = NestedBlock & { readonly partial?: true };

function readTop(reader: HclReader): TopLevel {
  let body: TopLevel = { attributes: [], blocks: [] };
  eachChild(reader, (type) => {
    if (type === 'body') body = readBody(reader, '', 0);
  });
  return body;
}

function declarationsOf({ path, text, spanAt }: SourceText, { attributes, blocks }: TopLevel): Declaration[] {
  const declared: ResourceBlock[] = blocks.map((block) => ({
    kind: 'block',
    language: 'terraform',
    file: path,
    ...block,
  }));
  if (!isVariablesFile(path)) return declared;
  const span = spanAt(0, text.length);
  const body: BlockBody = { attributes, blocks: [] };
  return [{ kind: 'block', language: 'terraform', file: path, span, blockType: 'tfvars', labels: [], body }];
}

/** A broken file: every piece is parsed by itself, so that a broken block costs that block only. */
function readPieces({ source, parse }: ExtractInput): { body: TopLevel; diagnostics: Diagnostic[] } {
  const attributes: BlockAttribute[] = [];
  const blocks: PartialBlock[] = [];
  const pieces = cutPieces(source.text, isVariablesFile(source.path));
  let broken = 0;
  let firstBroken: Span | null = null;
  for (const piece of pieces) {
    const tree = parse?.(source.text.slice(piece.start, piece.end)) ?? null;
    const isBroken = tree?.cursor?.hasError ?? true;
    const read = tree?.cursor ? readTop(hclReader(tree.cursor, source, piece.start)) : { attributes: [], blocks: [] };
    tree?.free();
    attributes.push(...read.attributes);
    if (isBroken) {
      broken += 1;
      firstBroken ??= source.spanAt(piece.start, piece.start + firstLineLength(source.text, piece.start));
      if (piece.blockType !== 'tfvars') blocks.push(partialBlock(piece, read.blocks[0], source));
    } else {
      blocks.push(...read.blocks);
    }
  }
  const reason =
    broken === 0 ? 'text outside its blocks cannot be parsed' : `${broken} of ${pieces.length} blocks cannot be parsed`;
  const span = firstBroken ?? FILE_START;
  return { body: { attributes, blocks }, diagnostics: [partlyRead(source.path, span, reason)] };
}

/** What could be read of a broken block; its head is known in any case. */
function partialBlock(piece: HclPiece, block: NestedBlock | undefined, source: SourceText): PartialBlock {
  const { blockType, labels } = piece;
  const isSame = block !== undefined && block.blockType === blockType && block.labels.join() === labels.join();
  if (isSame) return { ...block, partial: true };
  const span = source.spanAt(piece.start, piece.start + firstLineLength(source.text, piece.start));
  return { blockType, labels, body: { attributes: [], blocks: [] }, span, partial: true };
}

function firstLineLength(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return (end === -1 ? text.length : end) - start;
}

function isVariablesFile(path: string): boolean {
  return path.endsWith('.tfvars');
}
