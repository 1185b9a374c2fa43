import picomatch from 'picomatch';

/** A predicate for any of the patterns (`**`, `*`, `?`, `{a,b}`); dot files match like others. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  return picomatch([...patterns], { dot: true });
}

interface Globbed {
  readonly files: readonly string[];
}

/**
 * Finds the first of a list whose patterns fit a path. Most patterns end in a name or an extension: whatever does not end like
 * that is never tried, and its patterns are never compiled.
 */
export function firstMatch<T extends Globbed>(list: readonly T[]): (path: string) => T | null {
  const byEnding = new Map<string, Set<number>>();
  list.forEach(({ files }, at) => {
    for (const pattern of files) {
      for (const ending of endings(pattern)) {
        const known = byEnding.get(ending);
        if (known === undefined) byEnding.set(ending, new Set([at]));
        else known.add(at);
      }
    }
  });
  const candidates = new Map<string, readonly number[]>();
  const matchers: ((path: string) => boolean)[] = [];
  const fits = (at: number, path: string): boolean => {
    const matches = matchers[at] ?? globMatcher(list[at]?.files ?? []);
    matchers[at] = matches;
    return matches(path);
  };
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const named = byEnding.get(name);
    const extension = extensionOf(name);
    const key = named === undefined ? extension : name;
    let order = candidates.get(key);
    if (order === undefined) {
      const all = [...(named ?? []), ...(byEnding.get(extension) ?? []), ...(byEnding.get('') ?? [])];
      order = [...new Set(all)].sort((a, b) => a - b);
      candidates.set(key, order);
    }
    for (const at of order) if (fits(at, path)) return list[at] ?? null;
    return null;
  };
}

function extensionOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), 0));
}

/** The names or extensions (`.yml`) that a pattern's paths end in; an empty one where any may stand. */
function endings(pattern: string): string[] {
  return alternatives(pattern.slice(pattern.lastIndexOf('/') + 1)).map((last) => {
    if (!/[*?[\]{}()!+@]/.test(last)) return last;
    return /\.\w+$/.exec(last)?.[0] ?? '';
  });
}

/** `a.{b,c}` is `a.b` and `a.c`; of braces in braces nothing is known. */
function alternatives(text: string): string[] {
  const braces = /^([^{}]*)\{([^{}]*)\}(.*)$/.exec(text);
  if (braces === null) return [text];
  const [, before = '', inside = '', after = ''] = braces;
  return inside.split(',').flatMap((one) => alternatives(`${before}${one}${after}`));
}
