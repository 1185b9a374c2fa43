import type { Span } from '../model/span.ts';
import { type Path, type PositionedYaml, pathOf } from '../text/positioned-yaml.ts';

/** What is left of a document once some nodes were taken out. Lists close up, so paths are new; `origin` leads back. */
export interface Remainder {
  readonly data: unknown;
  readonly positions: ReadonlyMap<string, Span>;
  readonly values: ReadonlyMap<string, Span>;
  /** Path here to path in the file. */
  readonly origin: ReadonlyMap<string, string>;
}

/** A copy without the nodes whose path (in the file) is among `gone`. A key that was taken out keeps its place. */
export function takeOut(yaml: PositionedYaml, gone: ReadonlySet<string>): Remainder {
  const positions = new Map<string, Span>();
  const values = new Map<string, Span>();
  const origin = new Map<string, string>();
  const copy = (value: unknown, from: Path, to: Path): unknown => {
    const [source, path] = [pathOf(from), pathOf(to)];
    origin.set(path, source);
    const [position, span] = [yaml.positions.get(source), yaml.values.get(source)];
    if (position) positions.set(path, position);
    if (span) values.set(path, span);
    if (Array.isArray(value)) {
      const kept = value.map((item, index) => ({ item, from: [...from, index] }));
      return kept
        .filter((entry) => !gone.has(pathOf(entry.from)))
        .map((entry, index) => copy(entry.item, entry.from, [...to, index]));
    }
    if (!isObject(value)) return value;
    const object: Record<string, unknown> = Object.create(null);
    for (const [key, item] of Object.entries(value)) {
      const at = pathOf([...from, key]);
      const place = yaml.positions.get(at);
      if (!gone.has(at)) object[key] = copy(item, [...from, key], [...to, key]);
      else if (place) positions.set(pathOf([...to, key]), place);
    }
    return object;
  };
  return { data: copy(yaml.data, [], []), positions, values, origin };
}

/** Paths of the leaves that are the word TODO, in the order of the file. */
export function todoPaths(data: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (value === 'TODO') found.push(pathOf(path));
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
  };
  visit(data, []);
  return found;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
