import type { TreeCursor } from 'web-tree-sitter';
import type { SyntaxCursor } from './contract.ts';

/** web-tree-sitter's cursor behind the contract: it moves in place, nothing is collected. */
export function treeCursor(inner: TreeCursor): SyntaxCursor {
  return {
    get nodeType() {
      return inner.nodeType;
    },
    get isNamed() {
      return inner.nodeIsNamed;
    },
    get isMissing() {
      return inner.nodeIsMissing;
    },
    get hasError() {
      return inner.currentNode.hasError;
    },
    get startIndex() {
      return inner.startIndex;
    },
    get endIndex() {
      return inner.endIndex;
    },
    get fieldName() {
      return inner.currentFieldName;
    },
    gotoFirstChild: () => inner.gotoFirstChild(),
    gotoNextSibling: () => inner.gotoNextSibling(),
    gotoParent: () => inner.gotoParent(),
    span: () => {
      const start = inner.startPosition;
      const end = inner.endPosition;
      return {
        startLine: start.row + 1,
        startColumn: start.column + 1,
        endLine: end.row + 1,
        endColumn: end.column + 1,
      };
    },
  };
}
