/**
 * XML (https://www.w3.org/TR/xml/) of project files as a tree with offsets. Tolerant: an element left open ends with the one
 * around it, and what is no tag is text. Names lose their prefix; nothing outside the text is ever looked up.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Text right inside, without that of children. */
  text: string;
  /** Offsets from its first tag to the end of its last. */
  readonly start: number;
  end: number;
}

export interface XmlText {
  /** Holds the elements at the top. */
  readonly root: XmlElement;
  /** Offset of the first tag that fits nowhere. */
  readonly error: number | null;
}

/** Comments, character data, instructions and declarations, then tags. */
const PIECE =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<!\w[^<>[]*(?:\[[^\]]*(?:\]|$)[^<>]*)?>?|<(\/?)([A-Za-z_][\w.:-]*)(?![\w.:-])((?:[^"'<>]|"[^"<]*"|'[^'<]*')*)>/g;
const ATTRIBUTE = /(?<![\w.:-])([\w.:-]+)(?![\w.:-])\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Project files have a handful of levels. */
const MAX_DEPTH = 100;

export function parseXml(text: string): XmlText {
  const root = element('', new Map(), 0);
  const open = [root];
  let error: number | null = null;
  let last = 0;
  for (const piece of text.matchAll(PIECE)) {
    const [whole, data, slash, qualified, rest = ''] = piece;
    const parent = open.at(-1) ?? root;
    const end = piece.index + whole.length;
    parent.text += decoded(text.slice(last, piece.index)) + (data ?? '');
    last = end;
    if (qualified === undefined) continue;
    const name = local(qualified);
    if (slash === '/') {
      const at = open.findLastIndex((one) => one.name === name);
      if (at <= 0) error ??= piece.index;
      else {
        if (at < open.length - 1) error ??= piece.index;
        for (const closed of open.splice(at)) closed.end = end;
      }
      continue;
    }
    const child = element(name, attributesOf(rest), piece.index);
    child.end = end;
    parent.children.push(child);
    if (rest.endsWith('/')) continue;
    if (open.length <= MAX_DEPTH) open.push(child);
    else error ??= piece.index;
  }
  if (open.length > 1 || /<[A-Za-z/]/.test(text.slice(last))) error ??= open.at(-1)?.start ?? last;
  return { root, error };
}

function element(name: string, attributes: ReadonlyMap<string, string>, start: number): XmlElement {
  return { name, attributes, children: [], text: '', start, end: start };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    found.set(local(name), decoded(double ?? single ?? ''));
  return found;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(\w+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Elements under a path of names, all of them. */
export function xmlAll(from: XmlElement, ...path: readonly string[]): XmlElement[] {
  return path.reduce<XmlElement[]>(
    (level, name) => level.flatMap(({ children }) => children.filter((one) => one.name === name)),
    [from],
  );
}

/** Text of the first element under a path, trimmed; null where there is none. */
export function xmlText(from: XmlElement, ...path: readonly string[]): string | null {
  return xmlAll(from, ...path)[0]?.text.trim() ?? null;
}
