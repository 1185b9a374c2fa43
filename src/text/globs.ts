import picomatch from 'picomatch';

/** A predicate for any of the patterns (`**`, `*`, `?`, `{a,b}`); dot files match like others. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  return picomatch([...patterns], { dot: true });
}
