import type { ExtractInput, Extraction } from '../contract.ts';
import { linesOf } from './lock-lines.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';

/** `"app": {:hex, :name, "1.2.3", …}`; what comes from a forge has an address instead of a version. */
const ENTRY = /^"[^"]+": \{:hex, :"?([\w.]+)"?, "([\w.+-]{1,80})"/;

/** The map around the entries, and what has no version: `"app": {:git, …}`. */
const OTHER = /^(?:%\{\}?|\}|"[^"]+": \{:(?!hex\b)\w+, .*)$/;

/** mix.lock: https://hexdocs.pm/mix/Mix.Tasks.Deps.html. Mix writes an entry a line, and does not tell environments. */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  let unread: number | null = null;
  for (const { text, start } of linesOf(source.text)) {
    const match = ENTRY.exec(text);
    if (match === null && !OTHER.test(text)) unread ??= start;
    const [all = '', name = '', version = ''] = match ?? [];
    if (match !== null) found.push({ name, version, group: 'unknown', start, end: start + all.length });
  }
  return { declarations: lockedDependencies(source, 'hex', found), diagnostics: unreadLines(source, unread, 'line') };
}
