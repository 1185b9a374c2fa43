/**
 * Names of environment variables by whole words: `SENTRY_DSN` is found at the end of `NEXT_PUBLIC_SENTRY_DSN`, `STRIPE_*`
 * anywhere before its end. The pattern of most words wins.
 */
export class NameTable<T> {
  readonly #byFirst = new Map<
    string,
    { readonly words: readonly string[]; readonly open: boolean; readonly value: T }[]
  >();

  add(pattern: string, value: T): void {
    const open = pattern.endsWith('_*');
    const words = nameParts(open ? pattern.slice(0, -2) : pattern);
    const first = words[0] ?? '';
    const row = { words, open, value };
    const rows = this.#byFirst.get(first);
    if (rows === undefined) this.#byFirst.set(first, [row]);
    else rows.push(row);
  }

  find(name: string): T | null {
    const parts = nameParts(name);
    let best: { readonly size: number; readonly value: T } | null = null;
    for (let at = 0; at < parts.length; at += 1) {
      for (const { words, open, value } of this.#byFirst.get(parts[at] ?? '') ?? []) {
        const end = at + words.length;
        if (open ? end >= parts.length : end !== parts.length) continue;
        const size = words.length * 2 + (open ? 0 : 1);
        if ((best === null || size > best.size) && words.every((word, i) => parts[at + i] === word))
          best = { size, value };
      }
    }
    return best === null ? null : best.value;
  }
}

export function nameParts(name: string): string[] {
  return name.toUpperCase().split(/[^A-Z0-9]+/);
}
