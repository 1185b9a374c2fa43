import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { sourceText } from '../src/text/source-text.ts';
import { parseToml, type TomlValue, tomlAt } from '../src/text/toml.ts';

/** As plain data: what an independent reader gives for the same text. */
function plain(value: TomlValue): unknown {
  if (value.kind === 'array') return value.items.map(plain);
  if (value.kind === 'table') return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
  if (value.kind === 'string') return value.text;
  return value.kind === 'boolean' ? value.text === 'true' : 'other';
}

function expected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expected);
  if (value instanceof Date || typeof value === 'number' || typeof value === 'bigint') return 'other';
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expected(item)]));
  return value;
}

const TEXTS: readonly string[] = [
  'a = 1\nb = "x" # comment\n"c.d" = \'y\'\ne.f.g = true\n',
  '[a]\nx = 1\n[a.b]\ny = 2\n[[c]]\nz = 3\n[[c]]\nz = 4\n[c.d]\nw = 5\n',
  'a = [\n  1, # one\n  2,\n  { b = "]" },\n]\nc = "#"\n',
  'a = """\nfirst \\\n   joined "quoted" \\u00e9"""\nb = \'\'\'\nraw \\n\'\'\'\nc = """x"""""\n',
  'd = 1979-05-27 07:32:00Z\nt = 07:32:00\nn = [+1_000, -inf, 0xdead_beef, 6.6e-34]\n',
  'a = {}\nb = []\nc = { d = { e = [ { f = 1 } ] }, g = "h" }\n[x.y.z]\n',
  '\r\n[ a . "b c" ]\r\nx = "\\t\\"\\\\"\r\n',
];

describe('TOML', () => {
  it.each(TEXTS)('reads as an independent reader does: %j', (text) => {
    const { root, error } = parseToml(text);
    expect(error).toBeNull();
    expect(plain(root)).toEqual(expected(parse(text)));
  });

  it('reads whatever that one writes', () => {
    const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.integer());
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          tie('node'),
          { maxKeys: 4 },
        ),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          tree,
        ),
        (data) => {
          const text = stringify(data);
          expect(plain(parseToml(text).root)).toEqual(expected(parse(text)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('tells where everything stands', () => {
    const text = '# a = 1\n[a]\n  b = "x"\nc = [\n  "y",\n  "z",\n]\n[d."e.f"]\ng.h = 1\n';
    const { root } = parseToml(text);
    const source = sourceText('x.toml', text);
    const at = (...path: string[]) => {
      const value = tomlAt(root, ...path);
      return value === undefined ? null : text.slice(value.start, value.end);
    };
    expect(at('a')).toBe('[a]');
    expect(at('a', 'b')).toBe('b = "x"');
    expect(at('d', 'e.f')).toBe('[d."e.f"]');
    expect(at('d', 'e.f', 'g', 'h')).toBe('g.h = 1');
    const list = tomlAt(root, 'a', 'c');
    expect(list?.kind === 'array' && list.items.map(({ start, end }) => source.spanAt(start, end).startLine)).toEqual([
      5, 6,
    ]);
  });

  it('goes on after a line that cannot be read', () => {
    const text =
      'a = 1\n<<<<<<< HEAD\nb = "x"\n=======\nb = "y"\n>>>>>>> other\nc = [1,\nd = true\n[e]\nf = "open\ng = 2\n';
    const { root, error } = parseToml(text);
    expect(error).toBe(text.indexOf('<<<'));
    expect(plain(root)).toEqual({ a: 'other', b: 'y', d: true, e: { g: 'other' } });
  });

  it('does not follow nesting without end', () => {
    const start = performance.now();
    expect(parseToml(`a = ${'['.repeat(100_000)}\nb = 1\n`).error).not.toBeNull();
    expect(parseToml(`${'a = """\n'.repeat(50_001)}`).error).not.toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
