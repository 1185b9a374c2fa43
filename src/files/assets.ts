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
  text(name: string): string {
    return readFileSync(new URL(name, BASE), 'utf8');
  },
};
