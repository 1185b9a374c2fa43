/** A version, range or tag: no URL, no path, no credentials. https://github.com/npm/node-semver#ranges */
const RANGE = /^[\w.^~<>=|*+\- ]{1,80}$/;
/** `npm:real-name@range`: the dependency is installed under another name. */
const ALIAS = /^npm:((?:@[^/@\s]+\/)?[^/@\s]+)(?:@(.*))?$/;

/**
 * A folder or file of the project: https://pnpm.io/workspaces#workspace-protocol-workspace,
 * https://docs.npmjs.com/cli/configuring-npm/package-json#local-paths
 */
const OWN = /^\s*(?:(?:workspace|link|portal|file):|~?\/|\.{1,2}\/)/;
/** https://jsr.io/docs/npm-compatibility: what npm's clients get is called another way. */
const JSR = /^jsr:@([^/@\s]+)\/([^/@\s]+)(?:@(.*))?$/;

/** Whether it is a package of the project itself, whatever it is called. */
export function isOwn(spec: string): boolean {
  return OWN.test(spec);
}

/** The package really meant, and its version or range where it is one. */
export function versionOf(name: string, spec: string): { readonly name: string; readonly version: string | null } {
  const text = spec.trim();
  const alias = ALIAS.exec(text);
  if (alias !== null) return { name: alias[1] ?? name, version: rangeOf(alias[2] ?? '') };
  const jsr = JSR.exec(text);
  if (jsr !== null) return { name: `@jsr/${jsr[1]}__${jsr[2]}`, version: rangeOf(jsr[3] ?? '') };
  return { name, version: rangeOf(text) };
}

function rangeOf(text: string): string | null {
  return RANGE.test(text) ? text : null;
}
