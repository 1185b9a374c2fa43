import { readFileSync } from 'node:fs';

/**
 * The one way to compiled rules, grammars and schemas. Bundled code stands in dist/; the sources (in tests) look into the
 * dist/ that the last build left beside src/.
 */
const BASE = import.meta.url.endsWith('/src/files/assets.ts')
  ? new URL('../../dist/', import.meta.url)
  : new URL('./', import.meta.url);

export const assets = {
  /** Bytes of `catalog/catalog.json`, `grammars/hcl.wasm` … */
  read(name: string): Uint8Array {
    return readFileSync(new URL(name, BASE));
  },
  /** Compiled rules: the build writes them in ASCII, which is read as it stands. */
  json(name: string): unknown {
    return JSON.parse(readFileSync(new URL(name, BASE), 'latin1'));
  },
  text(name: string): string {
    return readFileSync(new URL(name, BASE), 'utf8');
  },
};
