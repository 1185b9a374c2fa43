import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';

/** One entry of a mapping after merge keys, with the offsets of where it is written. */
export interface MapEntry {
  readonly key: string;
  readonly value: Node | null;
  readonly start: number;
  readonly end: number;
}

const NOTHING: ReadonlyMap<string, MapEntry> = new Map();

/** Entries that may be read of one file: a chain of merge keys must not unfold without end. */
const BUDGET = 200_000;

/**
 * Reads mappings of a YAML document with aliases and merge keys (https://yaml.org/type/merge.html) resolved where they are
 * asked for, so that nothing unfolds that nobody looks at. The library resolves an alias by going through the whole
 * document; here each is looked up once.
 */
export class YamlMaps {
  readonly #targets = new Map<Alias, Node>();
  readonly #known = new Map<YAMLMap, ReadonlyMap<string, MapEntry>>();
  #left = BUDGET;

  constructor(document: Document<Node, boolean>) {
    const anchors = new Map<string, Node>();
    // An alias means the last anchor of its name before it.
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node)) {
          const target = anchors.get(node.source);
          if (target !== undefined) this.#targets.set(node, target);
        } else if (node.anchor) anchors.set(node.anchor, node);
      },
    });
  }

  /** More had to be unfolded than one file may ask for: the rest is missing. */
  get exhausted(): boolean {
    return this.#left <= 0;
  }

  resolve(node: unknown): Node | null {
    if (!isAlias(node)) return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
    return this.#targets.get(node) ?? null;
  }

  /** Entries of a mapping in order; own entries win over merged ones, earlier merged ones over later. */
  entries(node: unknown): MapEntry[] {
    return [...this.#read(node).values()];
  }

  get(node: unknown, key: string): Node | null {
    return this.resolve(this.#read(node).get(key)?.value);
  }

  #read(node: unknown): ReadonlyMap<string, MapEntry> {
    const root = this.resolve(node);
    if (!isMap(root)) return NOTHING;
    const known = this.#known.get(root);
    if (known !== undefined) return known;
    const found = new Map<string, MapEntry>();
    this.#known.set(root, found);
    const seen = new Set<YAMLMap>();
    const queue: YAMLMap[] = [root];
    for (let map = queue.pop(); map !== undefined; map = queue.pop()) {
      if (seen.has(map)) continue;
      seen.add(map);
      const merged: YAMLMap[] = [];
      for (const pair of map.items as Pair<Node, Node | null>[]) {
        this.#left -= 1;
        if (this.#left <= 0) return found;
        if (!isScalar(pair.key)) continue;
        const key = String(pair.key.value ?? '');
        if (key === '<<' && pair.key.type === 'PLAIN') merged.push(...this.#mergeSources(pair.value));
        else if (!found.has(key)) found.set(key, mapEntry(key, pair.key, pair.value));
      }
      queue.push(...merged.reverse());
    }
    return found;
  }

  /** Items of a sequence, aliases resolved. */
  items(node: unknown): Node[] {
    const sequence = this.resolve(node);
    if (!isSeq(sequence)) return [];
    this.#left -= sequence.items.length;
    return this.#left <= 0 ? [] : sequence.items.map((item) => this.resolve(item)).filter((item) => item !== null);
  }

  /** The text of a scalar as written, whatever its type; null for anything else and for null. */
  text(node: unknown): string | null {
    const scalar = this.resolve(node);
    if (!isScalar(scalar) || scalar.value === null) return null;
    return scalar.source ?? String(scalar.value);
  }

  #mergeSources(value: Node | null): YAMLMap[] {
    const target = this.resolve(value);
    const sources = isSeq(target) ? target.items.map((item) => this.resolve(item)) : [target];
    this.#left -= sources.length;
    return sources.filter((source): source is YAMLMap => isMap(source));
  }
}

function mapEntry(key: string, keyNode: Scalar, value: Node | null): MapEntry {
  const [start = 0, keyEnd = 0] = keyNode.range ?? [];
  return { key, value, start, end: isScalar(value) && value.range ? Math.max(keyEnd, value.range[1]) : keyEnd };
}
