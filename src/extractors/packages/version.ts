/** A version, range or tag: no URL, no path, no credentials. https://github.com/npm/node-semver#ranges */
const RANGE = /^[\w.^~<>=|*+\- ]{1,80}$/;
/** `npm:real-name@range`: the dependency is installed under another name. */
const ALIAS = /^npm:((?:@[^/@\s]+\/)?[^/@\s]+)(?:@(.*))?$/;

/** The package really meant, and its version or range where it is one. */
export function versionOf(name: string, spec: string): { readonly name: string; readonly version: string | null } {
  const text = spec.trim();
  const alias = ALIAS.exec(text);
  if (alias !== null) return { name: alias[1] ?? name, version: rangeOf(alias[2] ?? '') };
  return { name, version: rangeOf(text.startsWith('workspace:') ? text.slice('workspace:'.length) : text) };
}

function rangeOf(text: string): string | null {
  return RANGE.test(text) ? text : null;
}
