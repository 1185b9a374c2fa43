import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from './helpers/goldens.ts';

/** What each room may import (architecture: the table of layers), and which packages and Node modules. */
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages: readonly (string | RegExp)[] }>> = {
  model: { rooms: [], packages: [] },
  errors: { rooms: [], packages: [] },
  version: { rooms: [], packages: [] },
  text: { rooms: ['model'], packages: ['yaml', 'picomatch'] },
  schemas: { rooms: ['model', 'text'], packages: ['zod'] },
  files: { rooms: ['model'], packages: ['globby', /^node:(fs|path|child_process|string_decoder)$/] },
  syntax: { rooms: ['model'], packages: ['web-tree-sitter'] },
  extractors: { rooms: ['model', 'text', 'syntax'], packages: ['yaml', 'js-yaml', 'jsonc-parser'] },
  linkers: { rooms: ['model', 'text', 'schemas'], packages: [] },
  checks: { rooms: ['model', 'text', 'schemas'], packages: [] },
  reporters: { rooms: ['model', 'text', 'schemas'], packages: ['chalk', 'cli-table3'] },
  drafts: { rooms: ['model', 'text', 'schemas', 'checks'], packages: [] },
  catalog: { rooms: ['model', 'text', 'schemas', 'files', 'errors', 'checks'], packages: [/^node:(crypto|fs|path)$/] },
  manifest: { rooms: ['model', 'text', 'schemas', 'files', 'errors'], packages: ['zod', /^node:crypto$/] },
  pipeline: {
    rooms: ['model', 'text', 'schemas', 'files', 'syntax', 'extractors', 'linkers', 'checks', 'errors'],
    packages: [/^node:crypto$/],
  },
  options: { rooms: ['files', 'model', 'schemas'], packages: [] },
  survey: {
    rooms: ['options', 'pipeline', 'catalog', 'manifest', 'files', 'syntax', 'schemas', 'errors', 'model'],
    packages: [],
  },
  audit: {
    rooms: ['options', 'survey', 'pipeline', 'manifest', 'schemas', 'errors', 'version', 'model'],
    packages: [],
  },
};

/** Rooms of which only types may be imported, and by whom. */
const TYPES_ONLY: readonly (readonly [importer: string, room: string])[] = [
  ['extractors', 'syntax'],
  ['linkers', 'schemas'],
  ['checks', 'schemas'],
  ['reporters', 'schemas'],
  ['pipeline', 'syntax'],
];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly types: boolean;
}

const files = filesBelow('src').filter((path) => path.endsWith('.ts'));
const sources = new Map(files.map((path) => [path, readFileSync(join('src', path), 'utf8')]));

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  for (const match of (sources.get(file) ?? '').matchAll(
    /^\s*(import|export)\s+(type\s+)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gm,
  )) {
    found.push({ file, target: match[3] ?? match[4] ?? '', types: match[2] !== undefined });
  }
  for (const match of (sources.get(file) ?? '').matchAll(/^import '([^']+)'/gm))
    found.push({ file, target: match[1] ?? '', types: false });
  return found;
}

function roomOf(path: string): string {
  const first = path.split('/')[0] ?? '';
  return first.endsWith('.ts') ? first.slice(0, -3) : first;
}

describe('layers', () => {
  it.each(files.filter((path) => ROOMS[roomOf(path)]))('%s', (file) => {
    const room = roomOf(file);
    const allowed = ROOMS[room];
    if (allowed === undefined) return;
    for (const { target, types } of importsOf(file)) {
      if (target.startsWith('.')) {
        const to = roomOf(normalize(join(dirname(file), target)));
        if (to === room) continue;
        const families = room === 'catalog' && to === 'checks' ? target.endsWith('checks/registry.ts') : true;
        expect(allowed.rooms.includes(to) && families, `${file} imports ${target}`).toBe(true);
        // The registry of checks hands out the parameter schemas, loaded when a pack is compiled.
        if (file === 'checks/registry.ts' && target.includes('/schemas/params/')) continue;
        if (TYPES_ONLY.some(([importer, only]) => importer === room && only === to))
          expect(types, `${file} imports more than types of ${target}`).toBe(true);
      } else {
        const fits = allowed.packages.some((one) =>
          typeof one === 'string' ? one === target || target.startsWith(`${one}/`) : one.test(target),
        );
        expect(fits || types, `${file} imports ${target}`).toBe(true);
      }
    }
  });
});

describe('what a room may not touch', () => {
  const pure = files.filter((path) =>
    [
      'model',
      'errors',
      'text',
      'schemas',
      'syntax',
      'extractors',
      'linkers',
      'checks',
      'reporters',
      'drafts',
      'catalog',
      'manifest',
      'pipeline',
    ].includes(roomOf(path)),
  );
  it.each(pure)('%s', (file) => {
    const code = (sources.get(file) ?? '')
      .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
      .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g, "''");
    expect(code).not.toMatch(/\bprocess\.|\bconsole\./);
    expect(code).not.toMatch(/\bDate\.now\(|new Date\(\)|Math\.random\(|localeCompare|\.toLocale|Intl\./);
  });
  it('only web-tree-sitter in the syntax room', () => {
    for (const file of files)
      for (const { target } of importsOf(file)) if (target === 'web-tree-sitter') expect(roomOf(file)).toBe('syntax');
  });
  it('extractors do not import each other, nor linkers and checks across areas', () => {
    for (const file of files.filter((path) => path.startsWith('extractors/') && path.split('/').length > 2)) {
      const area = file.split('/').slice(0, 2).join('/');
      for (const { target } of importsOf(file)) {
        if (!target.startsWith('.')) continue;
        const to = normalize(join(dirname(file), target));
        if (to.startsWith('extractors/') && to.split('/').length > 2)
          expect(to.startsWith(`${area}/`), `${file} imports ${target}`).toBe(true);
      }
    }
  });
});

describe('sizes', () => {
  const lengths = files.map((path) => (sources.get(path) ?? '').split('\n').length).sort((a, b) => a - b);
  it('the median file is short, nine in ten are under 190 lines, a state machine may have 600', () => {
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(75);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(190);
    expect(lengths[lengths.length - 1]).toBeLessThanOrEqual(600);
  });
});
