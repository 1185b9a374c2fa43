const INFORMS = /^(?:www|docs|doc|developers?|help|support|status|blog|community|learn|changelog)\./;

/**
 * Names and starts of names (`@sentry/*`) with what they stand for. The longest that fits wins. Looking up costs one map access
 * per length in use, so that a lockfile of thousands of names is nothing.
 */
export class PatternTable<T> {
  readonly #exact = new Map<string, T>();
  readonly #starts = new Map<string, T>();
  readonly #lengths = new Set<number>();
  #descending: readonly number[] = [];

  add(pattern: string, value: T): void {
    if (!pattern.endsWith('*')) {
      if (!this.#exact.has(pattern)) this.#exact.set(pattern, value);
      return;
    }
    const start = pattern.slice(0, -1);
    if (!this.#starts.has(start)) this.#starts.set(start, value);
    this.#lengths.add(start.length);
    this.#descending = [...this.#lengths].sort((a, b) => b - a);
  }

  find(name: string): T | null {
    const exact = this.#exact.get(name);
    if (exact !== undefined) return exact;
    for (const length of this.#descending) {
      if (length > name.length) continue;
      const found = this.#starts.get(name.slice(0, length));
      if (found !== undefined) return found;
    }
    return null;
  }

  /**
   * By suffix of a host name: `sentry.io` is found for `o1.ingest.sentry.io`, but not for `docs.sentry.io`: what only informs
   * receives no data.
   */
  findHost(host: string): T | null {
    for (let from = 0; from >= 0; ) {
      const found = this.#exact.get(host.slice(from));
      if (found !== undefined) return from > 0 && INFORMS.test(host) ? null : found;
      const dot = host.indexOf('.', from);
      from = dot < 0 ? -1 : dot + 1;
    }
    return null;
  }
}
