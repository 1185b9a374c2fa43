import { readdirSync, readFileSync } from 'node:fs';
import type { Extraction } from '../../src/extractors/contract.ts';
import { extract } from '../../src/extractors/infrastructure/terraform.ts';
import { extract as extractJson } from '../../src/extractors/infrastructure/terraform-json.ts';
import type { EvaluatedBody, EvaluatedResource, EvaluatedValue } from '../../src/linkers/terraform/evaluated.ts';
import { evaluateTerraform } from '../../src/linkers/terraform/terraform.ts';
import type { Expr } from '../../src/model/declaration.ts';
import type { Environment } from '../../src/model/fact.ts';
import type { ParseSyntax } from '../../src/syntax/contract.ts';
import { createSyntax } from '../../src/syntax/syntax.ts';
import { sourceText } from '../../src/text/source-text.ts';

/** Grammars as the build copies them, taken from the packages. */
const PACKAGED: Record<string, string> = {
  'grammars/tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'grammars/hcl.wasm': '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
};

export function hclSyntax(): Promise<ParseSyntax> {
  const read = (name: string) => readFileSync(new URL(`../../node_modules/${PACKAGED[name]}`, import.meta.url));
  return createSyntax(read, ['hcl']);
}

/** What the pipeline does with one file. */
export function readTerraform(syntax: ParseSyntax, path: string, text: string): Extraction {
  const parse = (piece: string) => syntax('hcl', piece);
  if (path.endsWith('.json')) return extractJson({ source: sourceText(path, text), cursor: null, parse, names: [] });
  const tree = syntax('hcl', text);
  try {
    return extract({ source: sourceText(path, text), cursor: tree.cursor, parse, names: [] });
  } finally {
    tree.free();
  }
}

export type Files = Readonly<Record<string, string>>;

/** Evaluates files given as text by path; folders called `examples` are test code. */
export function evaluateFiles(syntax: ParseSyntax, files: Files): EvaluatedResource[] {
  const paths = Object.keys(files).sort();
  return evaluateTerraform({
    declarations: paths.flatMap((path) => readTerraform(syntax, path, files[path] ?? '').declarations),
    scopeOf: (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.',
    environmentOf: (path): Environment => (/(?:^|\/)examples\//.test(path) ? 'test' : 'production'),
  });
}

export function readFolder(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map(({ parentPath, name }) => {
      const path = `${parentPath}/${name}`.replaceAll('\\', '/');
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

/** An expression in prefix form: `(?: var.a 1 "b")`; hidden literals as `<length>`. */
export function showExpr(expr: Expr): string {
  switch (expr.type) {
    case 'literal':
      if (expr.value === null) return 'null';
      return expr.value.kind === 'hidden' ? `<${expr.value.length}>` : JSON.stringify(expr.value.value);
    case 'reference':
      return expr.path.join('.');
    case 'call':
      return `(${[expr.name, ...expr.args.map(showExpr)].join(' ')})`;
    case 'template':
      return `"${expr.parts.map(showExpr).join('|')}"`;
    case 'unknown':
      return '?';
  }
}

/** A value on one line: JSON, `<hidden>`, `→ reference`, `? reason (mentions)`. */
export function showValue(value: EvaluatedValue | undefined): string {
  switch (value?.state) {
    case undefined:
      return 'absent';
    case 'hidden':
      return `<${value.length ?? 'hidden'}>`;
    case 'reference':
      return `→ ${[value.target, ...value.path].join('.')}`;
    case 'unresolved': {
      const mentions = value.mentions.length > 0 ? ` (${value.mentions.join(', ')})` : '';
      const pattern = value.pattern === undefined ? '' : ` ~ ${value.pattern}`;
      return `${value.set ? '!' : '?'} ${value.reason}${mentions}${pattern}`;
    }
    case 'known': {
      const data = value.value;
      if (data === null || typeof data !== 'object') return JSON.stringify(data);
      if (Array.isArray(data)) return `[${data.map(showValue).join(', ')}]`;
      return `{${Object.entries(data)
        .map(([key, item]) => `${key}: ${showValue(item)}`)
        .join(', ')}}`;
    }
  }
}

function showBody(body: EvaluatedBody, indent = '  '): string[] {
  const attributes = Object.entries(body.attributes).map(([name, value]) => `${indent}${name} = ${showValue(value)}`);
  const blocks = body.blocks.flatMap(({ blockType, conditional, body: inner }) => [
    `${indent}${blockType}${conditional ? ' (conditional)' : ''}`,
    ...showBody(inner, `${indent}  `),
  ]);
  return [...attributes, ...blocks];
}

/** All resources as text, for goldens. */
export function showResources(resources: readonly EvaluatedResource[]): string {
  const lines = resources.flatMap((resource) => {
    const { mode, address, environment, conditions, partial, provider, scope, file, span } = resource;
    const flags = [
      environment === 'test' && 'test',
      conditions.length > 0 && 'conditional',
      partial && 'partial',
      provider && `by ${provider}`,
    ];
    return [
      [`${mode} ${address}`, ...flags.filter(Boolean), `scope ${scope}`, `${file}:${span.startLine}`].join(' | '),
      ...showBody(resource.body),
    ];
  });
  return `${lines.join('\n')}\n`;
}
