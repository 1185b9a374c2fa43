import type { ReferencedFile } from '../../model/declaration.ts';
import { FILE_START } from '../../model/span.ts';
import type { Extract } from '../contract.ts';
import { agesIn } from './ages.ts';
import { codeLines } from './code-lines.ts';
import { deletionsIn } from './deletions.ts';
import { schedulesIn } from './schedules.ts';

/** A file that the manifest points at, in any language: places, numbers and asked names, never its text. */
export const extract: Extract = ({ source, names }) => {
  const lines = codeLines(source.text);
  const code = lines.map(({ text }) => text).join('\n');
  const declaration: ReferencedFile = {
    kind: 'referenced-file',
    file: source.path,
    span: FILE_START,
    ...deletionsIn(lines),
    schedules: schedulesIn(lines),
    ages: agesIn(lines),
    mentions: names.filter((name) => mentions(code, name)),
  };
  return { declarations: [declaration], diagnostics: [] };
};

/** Whether a name stands in a text as a word of its own. */
function mentions(text: string, name: string): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!isWordAt(text, at - 1) && !isWordAt(text, at + name.length)) return true;
  }
  return false;
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}_$]/u.test(text.charAt(at));
}
