import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { indented, type YamlValue, yamlFlow, yamlItem, yamlText } from './write-yaml.ts';

/** Rows for a list, or keys with their values for a mapping; the list or mapping is made where it is missing or still TODO. */
export interface YamlAddition {
  readonly at: readonly (string | number)[];
  readonly kind: 'list' | 'mapping';
  /** Comment lines above what is made anew (`# …`). */
  readonly about: readonly string[];
  /** Each a row without its dash, or a key with its value; block style, not indented. */
  readonly parts: readonly YamlPart[];
}

export interface YamlPart {
  /** Comment lines above it. */
  readonly before: readonly string[];
  readonly lines: readonly string[];
}

export interface YamlEdit {
  readonly text: string;
  /** What has no place: an alias stands there, or a value of another kind. */
  readonly refused: readonly YamlAddition[];
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Adds to a YAML document and leaves every other character as it is: comments, order, quotes, blank lines, line endings. */
export function addToYaml(text: string, additions: readonly YamlAddition[]): YamlEdit {
  const document = parseDocument(text, { keepSourceTokens: true, version: '1.2', schema: 'core', logLevel: 'error' });
  const editor = new Editor(text, document as unknown as Document<Node>);
  const refused = additions.filter(({ parts }) => parts.length > 0).filter((addition) => !editor.add(addition));
  return { text: editor.result(), refused };
}

class Editor {
  private readonly splices: Splice[] = [];
  private readonly eol: string;
  private readonly text: string;
  private readonly document: Document<Node>;

  constructor(text: string, document: Document<Node>) {
    this.text = text;
    this.document = document;
    this.eol = /\r\n/.test(text) ? '\r\n' : '\n';
  }

  result(): string {
    // From the end on, so that offsets stay true; of two at one place the first stays first.
    const ordered = this.splices.map((splice, index) => ({ ...splice, index }));
    ordered.sort((a, b) => b.from - a.from || b.index - a.index);
    return ordered.reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), this.text);
  }

  add(addition: YamlAddition): boolean {
    const { at, kind, parts } = addition;
    const node = at.length === 0 ? this.document.contents : this.nodeAt(at);
    if (node === undefined) return this.addKey(addition);
    if (node === null || (isScalar(node) && (node.value === null || node.value === 'TODO')))
      return this.fill(addition, node);
    if (kind === 'list' ? !isSeq(node) : !isMap(node)) return false;
    const collection = node as YAMLSeq<Node> | YAMLMap<Node, Node | null>;
    if (collection.flow === true) return this.addToFlow(collection, addition);
    if (collection.items.length === 0) return false;
    const column = this.columnOf(startOf(collection));
    const isRoot = at.length === 0;
    const offset = isRoot ? this.endOfDocument() : this.endOfBlock(lastNode(collection), column);
    this.insertLines(offset, indented(blockOf(kind, parts), column));
    return true;
  }

  /** The parent gets a key with all of it. */
  private addKey({ at, kind, about, parts }: YamlAddition): boolean {
    const key = at[at.length - 1];
    if (typeof key !== 'string') return false;
    const lines = [`${yamlText(key)}:`, ...indented(blockOf(kind, parts), kind === 'list' ? this.listIndent() : 2)];
    const part = { before: [], lines: at.length === 1 ? ['', ...about, ...lines] : lines };
    return this.add({ at: at.slice(0, -1), kind: 'mapping', about: [], parts: [part] });
  }

  /** Undefined: nothing stands there, and the parent could take it. */
  private nodeAt(at: readonly (string | number)[]): Node | null | undefined {
    let node: Node | null | undefined = this.document.contents;
    for (const part of at) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
        if (pair === undefined) return undefined;
        node = pair.value as Node | null;
      } else if (isSeq(node)) node = node.items[Number(part)] as Node | undefined;
      else return isScalar(node) && node.value === 'TODO' ? undefined : node;
    }
    return node;
  }

  /** `key: TODO` and `key: []` become `key:` with what is added below; a remark at the end of the line stays. */
  private fill({ kind, parts }: YamlAddition, node: Node | null): boolean {
    if (node?.range == null || node.anchor !== undefined) return false;
    const [from, to] = node.range;
    if (this.inFlow(from)) return this.replaceInFlow(from, to, kind, parts);
    const before = this.text.slice(0, from).trimEnd();
    if (!before.endsWith(':')) return false;
    const column = this.columnOf(before.length - 1, true);
    this.splices.push({ from: before.length, to, text: '' });
    const indent = column + (kind === 'list' && column === 0 ? this.listIndent() : 2);
    this.insertLines(this.lineAfter(to), indented(blockOf(kind, parts), indent));
    return true;
  }

  private addToFlow(node: YAMLSeq<Node> | YAMLMap<Node, Node | null>, { kind, parts }: YamlAddition): boolean {
    const close = (node.range?.[1] ?? 0) - 1;
    if (node.items.length === 0) {
      const from = node.range?.[0] ?? 0;
      if (!this.inFlow(from) && this.text.slice(0, from).trimEnd().endsWith(':') && node.anchor === undefined)
        return this.fill({ at: [], kind, about: [], parts }, node);
    }
    const flow = parts.map(({ lines }) => flowOf(kind, lines)).join(', ');
    const end = node.items.length === 0 ? close : endOf(lastItem(node));
    const comma = /^\s*,/.exec(this.text.slice(end, close));
    const from = comma === null ? end : end + comma[0].length;
    this.splices.push({
      from,
      to: from,
      text: node.items.length === 0 ? flow : comma === null ? `, ${flow}` : ` ${flow}`,
    });
    return true;
  }

  private replaceInFlow(from: number, to: number, kind: YamlAddition['kind'], parts: readonly YamlPart[]): boolean {
    const flow = parts.map(({ lines }) => flowOf(kind, lines)).join(', ');
    this.splices.push({ from, to, text: kind === 'list' ? `[${flow}]` : `{${flow}}` });
    return true;
  }

  private inFlow(offset: number): boolean {
    let inside = false;
    const visit = (node: unknown): void => {
      if (!isMap(node) && !isSeq(node)) return;
      const [start = 0, end = 0] = node.range ?? [];
      if (offset <= start || offset >= end) return;
      if (node.flow === true) inside = true;
      for (const item of node.items) visit(isSeq(node) ? item : (item as { value: unknown }).value);
    };
    visit(this.document.contents);
    return inside;
  }

  /** Column of a character; with `ofLine` of the first character of its line that is no blank and no dash. */
  private columnOf(offset: number, ofLine = false): number {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    if (!ofLine) return offset - start;
    return /^[ ]*(?:-[ ]+)*/.exec(this.text.slice(start, offset))?.[0].length ?? 0;
  }

  /** After the line that a node ends on, and after comments that stand deeper than the list's key. */
  private endOfBlock(last: Node | null, column: number): number {
    let offset = this.lineAfter(endOf(last));
    for (;;) {
      const line = /^([ ]*)#[^\n]*(?:\n|$)/.exec(this.text.slice(offset));
      if (line === null || line[0] === '' || (line[1] ?? '').length < Math.max(column, 1)) return offset;
      offset += line[0].length;
    }
  }

  /** The start of the next line; of this one where the offset stands at its start, as after a block of text. */
  private lineAfter(offset: number): number {
    if (offset > 0 && this.text[offset - 1] === '\n') return offset;
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end + 1;
  }

  /** Before the marker `...`, if there is one. */
  private endOfDocument(): number {
    const marker = /^\.\.\.[ \t]*(?:#.*)?\r?$/m.exec(this.text.slice(this.document.range?.[1] ?? 0));
    return marker === null ? this.text.length : (this.document.range?.[1] ?? 0) + marker.index;
  }

  private insertLines(offset: number, lines: readonly string[]): void {
    const started = offset === 0 || this.text[offset - 1] === '\n' || this.splices.some(({ from }) => from === offset);
    this.splices.push({
      from: offset,
      to: offset,
      text: `${started ? '' : this.eol}${lines.join(this.eol)}${this.eol}`,
    });
  }

  /** As the lists that are there are indented; two where there is none. */
  private listIndent(): number {
    const { contents } = this.document;
    if (!isMap(contents)) return 2;
    for (const { value } of contents.items)
      if (isSeq(value) && value.flow !== true && value.items.length > 0)
        return this.columnOf(startOf(value as YAMLSeq<Node>));
    return 2;
  }
}

function blockOf(kind: YamlAddition['kind'], parts: readonly YamlPart[]): string[] {
  return parts.flatMap(({ before, lines }) => [...before, ...(kind === 'list' ? yamlItem(lines) : lines)]);
}

/** The same on one line. A mapping's part is `key: value` without braces. */
function flowOf(kind: YamlAddition['kind'], lines: readonly string[]): string {
  const flow = yamlFlow(parseDocument(lines.join('\n'), { version: '1.2', schema: 'core' }).toJS() as YamlValue);
  return kind === 'mapping' ? flow.slice(1, -1) : flow;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function endOf(node: Node | null): number {
  return node?.range?.[1] ?? 0;
}

/** The innermost node that a collection in block style ends with. */
function lastNode(node: Node | null): Node | null {
  if (node === null || (!isMap(node) && !isSeq(node)) || node.flow === true || node.items.length === 0) return node;
  return lastNode(lastItem(node as YAMLSeq<Node> | YAMLMap<Node, Node | null>));
}

/** The last row, the last value, or its key where nothing is written behind it. */
function lastItem(node: YAMLSeq<Node> | YAMLMap<Node, Node | null>): Node | null {
  if (isSeq(node)) return node.items[node.items.length - 1] ?? null;
  const last = node.items[node.items.length - 1];
  if (last === undefined) return null;
  return last.value === null || (isScalar(last.value) && last.value.source === '') ? last.key : last.value;
}
