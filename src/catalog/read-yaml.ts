import type { ZodType } from 'zod';
import { UserError } from '../errors.ts';
import { nearestSpan, type PositionedYaml, pathOf, readPositionedYaml } from '../text/positioned-yaml.ts';

/** Parses a rule file; throws UserError with every problem and its place. */
export function readYaml(file: string, text: string): PositionedYaml {
  const source = readPositionedYaml(text);
  if (source.problems.length > 0) {
    const lines = source.problems.map(
      ({ message, span, hint }) =>
        `${file}:${span.startLine}:${span.startColumn}  ${message}${hint ? `. ${hint}` : ''}`,
    );
    throw new UserError('rules-invalid', lines.join('\n'));
  }
  return source;
}

/** The data as the schema gives it; throws UserError with every issue and its place. */
export function validated<T>(file: string, source: PositionedYaml, schema: ZodType<T>): T {
  const parsed = schema.safeParse(source.data);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.slice(0, 20).map((issue) => {
    const path = pathOf(issue.path.filter((part): part is string | number => typeof part !== 'symbol'));
    return `${file}:${placeIn(source, path)}  ${path === '' ? '' : `${path}: `}${issue.message}`;
  });
  throw new UserError('rules-invalid', lines.join('\n'));
}

/** `line:column` of a node, or of its nearest parent that stands in the file. */
export function placeIn(source: PositionedYaml, path: string): string {
  const { startLine, startColumn } = nearestSpan(source.positions, path);
  return `${startLine}:${startColumn}`;
}
