import { describe, expect, test } from 'vitest';
import { MAX_LINE_UNITS, withinLimits } from '../src/syntax/limits.ts';
import { tuneCompiler } from '../src/syntax/tiering.ts';
import { hclSyntax } from './helpers/terraform.ts';

const syntax = await hclSyntax();
const LONG = 'x'.repeat(MAX_LINE_UNITS + 1);

describe('the syntax room', () => {
  test('gives offsets and positions in UTF-16 units', () => {
    const tree = syntax('hcl', 'a = "é😀"\nb "c" {\n}\n');
    const { cursor } = tree;
    expect(cursor?.nodeType).toBe('config_file');
    expect(cursor?.gotoFirstChild() && cursor.gotoFirstChild() && cursor.gotoNextSibling()).toBe(true);
    expect(cursor).toMatchObject({ nodeType: 'block', startIndex: 10, endIndex: 19, isNamed: true, hasError: false });
    expect(cursor?.span()).toEqual({ startLine: 2, startColumn: 1, endLine: 3, endColumn: 2 });
    tree.free();
    tree.free();
  });

  test('refuses what is over a limit', () => {
    expect(syntax('hcl', '\n'.repeat(1024 * 1024 + 1)).refused).toBe('it is larger than 1 MiB');
    expect(syntax('hcl', `a = [${'1,'.repeat(40_000)}]`).refused).toBe('a line is longer than 64 KiB');
    expect(syntax('hcl', LONG).cursor).toBeNull();
  });

  test('blanks long strings of long lines to equal length, and only there', () => {
    const short = `a = "${'y'.repeat(300)}"\n`;
    const text = `${short}b = "${LONG}\\"${LONG}" + "kept"\r\nc = 1\n`;
    const blanked = withinLimits(text);
    expect(blanked).toHaveLength(text.length);
    expect(blanked?.startsWith(short)).toBe(true);
    expect(blanked).not.toContain('xx');
    expect(blanked?.endsWith('" + "kept"\r\nc = 1\n')).toBe(true);
    expect(syntax('hcl', text.replace(' + "kept"', '')).cursor?.hasError).toBe(false);
  });

  test('memory is given back: a hundred trees take no more than one', () => {
    const text = 'resource "a" "b" {\n  c = "d"\n}\n'.repeat(1000);
    syntax('hcl', text).free();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 100; i += 1) syntax('hcl', text).free();
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
  });

  test('the baseline compiler is enough for little to parse', () => {
    const flags: string[] = [];
    tuneCompiler(100_000, (flag) => flags.push(flag));
    tuneCompiler(3_000_000, (flag) => flags.push(flag));
    expect(flags).toEqual(['--liftoff-only']);
  });
});
