/** Stands where a variable without a default was; no YAML or .env text holds it. */
export const UNKNOWN = '\u0000';

const NAME = /[A-Za-z_]\w*/y;
const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Resolves `${NAME:-default}`, `${NAME-default}` and `$$` as Compose does, each variable being taken as not set:
 * https://docs.docker.com/reference/compose-file/interpolation/. Variables without a default become UNKNOWN.
 * Defaults may hold variables themselves; a stack instead of recursion keeps deep nesting harmless. `set` holds variables
 * whose value is known.
 */
export function interpolate(text: string, set: ReadonlyMap<string, string> = NONE): string {
  if (!text.includes('$')) return text;
  const stack: { out: string; fallback: boolean; value: string | undefined }[] = [];
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === '}' && stack.length > 0) {
      const open = stack.pop();
      out = (open?.out ?? '') + (open?.value ?? (open?.fallback ? out : UNKNOWN));
    } else if (char !== '$') out += char;
    else if (text[i + 1] === '$') {
      out += '$';
      i += 1;
    } else {
      const braced = text[i + 1] === '{';
      NAME.lastIndex = i + (braced ? 2 : 1);
      const name = NAME.exec(text)?.[0];
      if (name === undefined) {
        out += char;
        continue;
      }
      i = NAME.lastIndex - 1;
      const value = set.get(name);
      if (!braced) {
        out += value ?? UNKNOWN;
        continue;
      }
      // `:-` and `-` give a default; `:+`, `+`, `:?` and `?` give none.
      const operator = /^:?[-+?]/.exec(text.slice(i + 1, i + 3))?.[0] ?? '';
      i += operator.length;
      stack.push({ out, fallback: operator.endsWith('-'), value: operator.endsWith('+') ? undefined : value });
      out = '';
    }
  }
  // Braces that are never closed: nothing can be told of the rest.
  return stack.length === 0 ? out : (stack[0]?.out ?? '') + UNKNOWN;
}

/** Null where a variable without a default is part of it. */
export function known(text: string): string | null {
  const resolved = interpolate(text);
  return resolved.includes(UNKNOWN) ? null : resolved;
}
