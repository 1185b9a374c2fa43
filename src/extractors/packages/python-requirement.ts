export interface Requirement {
  readonly name: string;
  /** Specifiers as written (`>=2,<3`); null where there are none, or an address instead. */
  readonly version: string | null;
  /** Only installed with an extra of the project itself. */
  readonly extra: boolean;
}

const NAME = /^([A-Za-z\d](?:[\w.-]*[A-Za-z\d])?)\s*(?:\[[^\]]*\])?\s*/;
const SPECIFIERS = /^(?:===|~=|==|!=|<=|>=|<|>)\s*[\w.*+!-]+(?:\s*,\s*(?:===|~=|==|!=|<=|>=|<|>)\s*[\w.*+!-]+)*\s*,?$/;
/** `==${VERSION}`, `=={{ version }}`, `>=%(version)s`: the name stands there all the same. */
const COMPUTED = /^(?:===|~=|==|!=|<=|>=|<|>)[^;]*(?:\$\{\w+\}|\{\{[^}]*\}\}|%\(\w+\)s)/;

/**
 * A dependency specifier: https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 * `name[extra] >=1,<2; marker`, `name (>=1)`, `name @ https://…`. Null for anything else.
 */
export function parseRequirement(text: string): Requirement | null {
  const name = NAME.exec(text);
  if (name === null) return null;
  const rest = text.slice(name[0].length);
  const address = rest.startsWith('@');
  // An address ends at blanks before the semicolon, as it may hold one itself.
  const marker = address ? rest.search(/\s;/) : rest.indexOf(';');
  const spec = (marker < 0 ? rest : rest.slice(0, marker)).trim();
  const plain = spec.startsWith('(') && spec.endsWith(')') ? spec.slice(1, -1).trim() : spec;
  const computed = COMPUTED.test(plain);
  if (!address && plain !== '' && !computed && !SPECIFIERS.test(plain)) return null;
  return {
    name: name[1] ?? '',
    version: address || computed || plain === '' ? null : plain,
    extra: marker >= 0 && /\bextra\s*==/.test(rest.slice(marker)),
  };
}

/** A path that is no archive: a folder of the project itself, or one beside it. */
export function isFolder(path: string | null): boolean {
  return path !== null && !/\.(?:whl|zip|tar\.gz|tgz)$/i.test(path);
}
