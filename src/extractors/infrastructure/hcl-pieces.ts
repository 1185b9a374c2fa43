/** Start and end of a top-level block or attribute, by its looks. */
export interface HclPiece {
  readonly start: number;
  readonly end: number;
  readonly blockType: string;
  readonly labels: readonly string[];
}

/** A block of the language at the start of a line. */
const BLOCK_HEAD =
  /^(resource|data|ephemeral|variable|output|locals|module|provider|terraform|moved|import|removed|check)\b[ \t]*("[\w.\-/]{1,128}"|[\w-]{1,128})?[ \t]*("[\w.\-/]{1,128}"|[\w-]{1,128})?[ \t]*\{/gm;
const ATTRIBUTE_HEAD = /^([A-Za-z_][\w-]{0,127})[ \t]*=(?!=)/gm;

/**
 * Cuts a broken file where a line looks like the head of a top-level block (of an attribute, in a variables file): after
 * an error inside a string the grammar loses the rest of the file, so every piece is parsed by itself.
 */
export function cutPieces(text: string, variablesFile: boolean): HclPiece[] {
  const heads = [...text.matchAll(variablesFile ? ATTRIBUTE_HEAD : BLOCK_HEAD)];
  return heads.map((head, i) => ({
    start: head.index,
    end: heads[i + 1]?.index ?? text.length,
    blockType: variablesFile ? 'tfvars' : (head[1] ?? ''),
    labels: variablesFile ? [] : [head[2], head[3]].flatMap((label) => label?.replaceAll('"', '') ?? []),
  }));
}
