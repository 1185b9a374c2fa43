import { interpolate, UNKNOWN } from './interpolate.ts';

export interface Image {
  /** Lower case, without `docker.io/library/`, tag and digest. */
  readonly image: string;
  /** Null where none is written or it is computed. */
  readonly tag: string | null;
}

const NAME = /^[a-z0-9][a-z0-9._/:-]{0,254}$/;
const TAG = /^\w[\w.-]{0,127}$/;

/**
 * Takes an image reference apart: `[registry[:port]/]name[:tag][@digest]`. Null where the name is computed.
 * https://pkg.go.dev/github.com/distribution/reference
 */
export function parseImage(reference: string): Image | null {
  const plain = interpolate(reference.trim()).split('@')[0] ?? '';
  const colon = plain.lastIndexOf(':');
  const tagged = colon > plain.lastIndexOf('/');
  const name = (tagged ? plain.slice(0, colon) : plain).toLowerCase();
  if (name.includes(UNKNOWN) || !NAME.test(name)) return null;
  const tag = tagged ? plain.slice(colon + 1) : '';
  return {
    image: name.replace(/^(?:registry-1\.|index\.)?docker\.io\//, '').replace(/^library\//, ''),
    tag: TAG.test(tag) ? tag : null,
  };
}
