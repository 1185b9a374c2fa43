import type { ReferencedFile } from '../../model/declaration.ts';
import { splitWords } from '../../text/words.ts';
import { type Line, spanIn } from './lines.ts';

/** Calls and statements that take rows, objects or files away. `delete(?!d)` leaves `deletedAt(` and `deleted(` alone. */
const DELETE = new RegExp(
  [
    String.raw`\bdelete\s+(?:[\w.]+\s+)?from\b`,
    String.raw`\btruncate\s+(?:table\b|only\b|[\w."\`]+\s*(?:;|,|["'\`]|cascade\b|$))`,
    String.raw`\b(?:drop|detach)\s+partition\b`,
    String.raw`\bdrop\s+table\b`,
    String.raw`(?<!\w)_?(?:force|hard|really|bulk|batch)?_?(?:delete(?!d)|destroy(?!ed)|purge(?!d)|erase(?!d)|truncate)\w*[!?]?\s*(?:<[\w, .]+>)?\(`,
    String.raw`\.(?:delete_all|destroy_all|delete|destroy|really_destroy|purge)!?\s*(?:$|[;)}]|if\b|unless\b)`,
    String.raw`\.(?:del|remove(?:All|Many|_all|_many|_objects?|Objects?|By\w+))\s*\(`,
    String.raw`\b(?:unlink(?:Sync)?|rmtree|rmSync|os\.remove|fs\.rm)\s*\(`,
    String.raw`\bDelete\w*Command\b`,
  ].join('|'),
  'gi',
);

/** What stands before a `delete(` that takes no stored data away. */
const OF_MEMORY = new Set(
  'map set cache headers params cookies cookie store timers listeners router app server route routes'.split(' '),
);
const RECEIVER = /([\p{L}\p{N}_]{1,60})(?:\(\))?[?!]?\.$/u;
const DEFINITION = /\b(?:function\*?|def|func|fun|fn|sub|import|void|require)\b[^={]*$/;

const SOFT = new RegExp(
  [
    String.raw`\bdeleted_?(?:at|on|date)\b["'\`\]]?\s*(?:=>|:=|=(?![=>])|:(?!:))\s*(?!\s|[{[$=]|null\b|undefined\b|none\b|nil\b|(?:z|Op|sa|t|models|db)\.|(?:string|number|date|datetime|timestamp\w*|time|optional|not|isnull|is_null|lessthan\w*|morethan\w*|column|mapped\w*)\b(?!\.(?:now|utcnow)\b|\.current|\(\)|::))`,
    String.raw`\b(?:is_?)?deleted\b["'\`\]]?\s*(?:=>|:=|=(?![=>])|:(?!:))\s*(?:true\b|1\b|'[yt]')`,
    String.raw`\b(?:status|state)\b["'\`\]]?\s*(?:=>|:=|=(?![=>])|:(?!:))\s*(?:["'\`:]|[A-Za-z]\w*\.)(?:closed|deleted|inactive|deactivated|disabled|archived|terminated)\b`,
    String.raw`\b(?:is_?)?(?:active|enabled)["'\`\]]?\s*(?:=>|:=|=(?![=>])|:(?!:))\s*(?:false\b|0\b|'[nf]')`,
    String.raw`\bsoft_?(?:delete|remove|destroy)\w*\s*[(!]`,
    String.raw`\bset_?(?:is_?)?deleted(?:_?at)?\s*\((?!\s*(?:null|false))`,
  ].join('|'),
  'gi',
);

/** A condition starts: what it says about `deletedAt` selects rows. It ends where its bracket closes, or at a change. */
const CONDITION = /\b(?:where|filter|filter_by|find\w*|on|and|or|if|having)\b/gi;
const CHANGE = /\b(?:set|data|update\w*|values?|save)\b/gi;
const OPEN_CONDITION = /\bwhere\b\s*[:(=]*\s*[{([]/gi;

/** Lines that delete for good, and lines that only mark as deleted. */
export function deletionsIn(lines: readonly Line[]): Pick<ReferencedFile, 'deletes' | 'softDeletes'> {
  const deletes: ReferencedFile['span'][] = [];
  const softDeletes: ReferencedFile['span'][] = [];
  let depth = 0;
  for (const line of lines) {
    const inside = depth > 0;
    depth = conditionDepth(line.text, depth);
    const hard = firstOf(line.text, DELETE, isDeletion);
    if (hard !== null) {
      deletes.push(spanIn(line, hard.start, hard.end));
      continue;
    }
    const soft = inside ? null : firstOf(line.text, SOFT, isChange);
    if (soft !== null) softDeletes.push(spanIn(line, soft.start, soft.end));
  }
  return { deletes, softDeletes };
}

interface Hit {
  readonly start: number;
  readonly end: number;
}

function firstOf(text: string, pattern: RegExp, holds: (before: string) => boolean): Hit | null {
  for (const match of text.matchAll(pattern)) {
    if (holds(text.slice(0, match.index + (match[0].startsWith('.') ? 1 : 0)))) {
      return { start: match.index, end: match.index + match[0].trimEnd().length };
    }
  }
  return null;
}

function isDeletion(before: string): boolean {
  const near = before.slice(-80);
  const receiver = splitWords(RECEIVER.exec(near)?.[1] ?? '').pop();
  return !(receiver !== undefined && OF_MEMORY.has(receiver)) && !DEFINITION.test(near);
}

function isChange(before: string): boolean {
  const condition = lastIndex(before, CONDITION);
  return condition < 0 || lastIndex(before, CHANGE) > condition;
}

function lastIndex(text: string, pattern: RegExp): number {
  let last = -1;
  for (const match of text.matchAll(pattern)) last = match.index;
  return last;
}

/** Brackets that are still open since `where: {`, after this line. */
function conditionDepth(text: string, depth: number): number {
  let from = 0;
  let open = depth;
  if (open === 0) {
    const start = lastIndex(text, OPEN_CONDITION);
    if (start < 0) return 0;
    from = start;
  }
  for (let i = from; i < text.length; i += 1) {
    const unit = text[i];
    if (unit === '{' || unit === '(' || unit === '[') open += 1;
    else if ((unit === '}' || unit === ')' || unit === ']') && open > 0) {
      open -= 1;
      if (open === 0) return 0;
    }
  }
  return open;
}
