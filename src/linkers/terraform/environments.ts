import type { BlockBody, Expr, ResourceBlock } from '../../model/declaration.ts';
import type { Module } from './module.ts';

/**
 * Promises are about production. Where code is run once per environment and does not say which (`terraform.workspace`, a variable
 * of that name without a value), it is read as for production, if it knows an environment of that name at all.
 */
const PRODUCTION_WORD = /^(?:prod|production|prd|live)$/;

const PRODUCTION = /(?:^|[/._-])(?:prod|production|prd|live)(?=[/._-])/i;

const OTHER =
  /(?:^|[/._-])(?:dev|develop|development|local|test|testing|qa|ci|stage|staging|sandbox|preview|demo|example|sample|nonprod|preprod|(?:non|pre)[._-]prod(?:uction)?)(?=[/._-])/i;

/** A path that names an environment. */
export const isOfOther = (path: string): boolean => OTHER.test(path);
export const isOfProduction = (path: string): boolean => PRODUCTION.test(path) && !OTHER.test(path);

/** A variable that says which environment it is. */
export const saysEnvironment = (name: string): boolean =>
  /^(?:\w+_)?(?:env|environment|stage)(?:_(?:name|type))?$/.test(name);

/** What a root module calls production: the word its modules and variables files use most; null where they use none. */
export function productionWord(modules: readonly Module[], files: readonly ResourceBlock[]): string | null {
  const counts = new Map<string, number>();
  const open: Expr[] = [];
  for (const { locals, resources, calls } of modules) {
    for (const { expr } of locals.values()) open.push(expr);
    for (const { body } of resources.values()) expressions(body, open);
    for (const { block } of calls.values()) expressions(block.body, open);
  }
  for (const { body } of files) expressions(body, open);
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    if (expr.type === 'call') for (const one of expr.args) open.push(one);
    else if (expr.type === 'template') for (const one of expr.parts) open.push(one);
    else if (expr.type === 'literal' && expr.value?.kind === 'word' && PRODUCTION_WORD.test(expr.value.value))
      counts.set(expr.value.value, (counts.get(expr.value.value) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}

function expressions(body: BlockBody, into: Expr[]): void {
  for (const { expr } of body.attributes) into.push(expr);
  for (const block of body.blocks) expressions(block.body, into);
}
