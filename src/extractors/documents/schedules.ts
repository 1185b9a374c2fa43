import type { Span } from '../../model/span.ts';
import { type Line, spanIn } from './lines.ts';

/** Five or six fields of crontab(5), or one of its nicknames, as a string. */
const FIELD = String.raw`[\d*?][\d*/,\-?LW#A-Za-z]*`;
const CRONTAB = String.raw`["'\`](?:@(?:hourly|daily|midnight|weekly|monthly|annually|yearly)|${FIELD}(?:\s+(?:${FIELD}|(?:MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[\w,-]*)){4,5})["'\`]`;

/** Calls and marks by which the usual libraries of each language start something again and again. */
const REPEATED = new RegExp(
  [
    CRONTAB,
    String.raw`\bcron(?:tab)?\s*(?:\.\s*schedule\s*)?\(`,
    String.raw`\b(?:schedule|scheduler|agenda|timer|ticker|recurringjob)\w*\s*\.\s*(?:every|schedule\w*|add_?(?:job|func|or_?update)\w*|at_?fixed_?rate|create)\b`,
    String.raw`\bschedule_?(?:job|at_?fixed_?rate|with_?fixed_?delay|interval|every)\w*\s*\(`,
    String.raw`\b(?:set_?interval|add_?periodic_?task|new_?ticker|new\s+cron_?job|cron_?job\.from|recurring_?job)\b`,
    String.raw`@(?:scheduled|cron|interval|periodic_?task|recurring|schedule)\s*\(`,
    String.raw`\[\s*(?:timertrigger|cron|disableconcurrentexecution)\b`,
    String.raw`\brepeat(?:able)?\s*[:=]\s*\{`,
    String.raw`->\s*(?:daily|hourly|weekly|monthly|every\w+|cron)(?:At|On)?\s*\(`,
    String.raw`\bevery\s*[(:]?\s*["']?\d+[.\s]?(?:day|hour|minute|week|month)`,
    String.raw`\bschedule:?\s*\{?\s*["']?(?:expression|rate|cron|interval)\b`,
    String.raw`\b(?:rate|cron)\s*\(\s*[\d*]`,
  ].join('|'),
  'i',
);

/** Lines on which a file says that it is run again and again. */
export function schedulesIn(lines: readonly Line[]): Span[] {
  return lines.flatMap((line) => {
    const match = REPEATED.exec(line.text);
    return match === null ? [] : [spanIn(line, match.index, match.index + match[0].length)];
  });
}
