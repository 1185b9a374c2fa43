import { type Line, linesOf } from './lines.ts';

/** Longer lines are generated or packed. */
const LONGEST_LINE = 2000;
const LINE_COMMENT = /^\s*(?:\/\/|#(?!\[)|--|<!--|;|%)/;
const TRAILING = /\s(?:\/\/|# |-- ).*$/;
const BLOCK_START = /(?:^|[\s;{}(),])\/\*/;
const DOC_STRING = /^\s*(?:"""|''')/;
/** A string that follows one of these is an argument or a value, not a description. */
const EXPECTS_VALUE = /[(,=[+]\s*$/;

/** Lines of code in whatever language, with comments blanked as far as can be told by their marks. */
export function codeLines(text: string): Line[] {
  let end: string | null = null;
  let previous = '';
  return linesOf(text).map((line) => {
    const raw = line.text.slice(0, LONGEST_LINE);
    let code = raw;
    if (end !== null) {
      const close = raw.indexOf(end);
      if (close < 0) return { ...line, text: '' };
      code = ' '.repeat(close + end.length) + raw.slice(close + end.length);
      end = null;
    }
    if (LINE_COMMENT.test(code)) return { ...line, text: '' };
    const doc = DOC_STRING.exec(code)?.[0].trim();
    if (doc !== undefined && !EXPECTS_VALUE.test(previous)) {
      if (code.indexOf(doc, code.indexOf(doc) + 3) < 0) end = doc;
      return { ...line, text: '' };
    }
    const start = BLOCK_START.exec(code);
    if (start) {
      const from = start.index + start[0].length - 2;
      const close = code.indexOf('*/', from + 2);
      if (close < 0) end = '*/';
      code = code.slice(0, from) + (close < 0 ? '' : ' '.repeat(close + 2 - from) + code.slice(close + 2));
    }
    code = code.replace(TRAILING, '');
    if (code.trim() !== '') previous = code;
    return { ...line, text: code };
  });
}
