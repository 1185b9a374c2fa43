import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { groupOfName } from './group-names.ts';
import { linesOf } from './lock-lines.ts';
import { unreadLines } from './partly-read.ts';
import { parseRequirement } from './python-requirement.ts';

/** https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers */
const MARKER = /^(?:python_(?:full_)?version|os_name|sys_platform|platform_\w+|implementation_\w+|extra)\s*[<>=!~]/;

/** setup.cfg: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
export function extract({ source }: ExtractInput): Extraction {
  const declarations: DependencyDeclaration[] = [];
  let section = '';
  let unread: number | null = null;
  let group: DependencyGroup | null = null;
  for (const { text, indent, start } of linesOf(source.text)) {
    if (text.startsWith(';')) continue;
    const header = indent === 0 ? /^\[(.+)\]\s*$/.exec(text) : null;
    if (header !== null) {
      [section, group] = [header[1] ?? '', null];
      continue;
    }
    let [item, at] = [text, start];
    let several = false;
    if (indent === 0 && !text.startsWith('\t')) {
      const equals = text.search(/[=:]/);
      if (equals < 0) {
        unread ??= start;
        continue;
      }
      group = groupOfKey(section, text.slice(0, equals).trim());
      item = text.slice(equals + 1);
      at = start + equals + 1;
      several = true;
    }
    if (group === null) continue;
    // Behind the key semicolons part them; on lines of their own each has its marker there. A comment may end the line.
    const parts = several ? /[^;\s](?:[^;\n]*[^;\s])?/g : /[^;\s](?:[^\n]*\S)?/g;
    for (const match of item.replace(/\s#[\s\S]*$/, '').matchAll(parts)) {
      if (MARKER.test(match[0])) continue;
      const requirement = parseRequirement(match[0].trim());
      if (requirement === null) {
        // `file: requirements.txt`, `%(maps)s`
        if (!/^(?:file|attr):|^%\(/.test(match[0])) unread ??= at + match.index;
        continue;
      }
      const { name, version } = requirement;
      const from = at + match.index;
      declarations.push(dependency(source, 'pypi', { name, version, group, start: from, end: from + match[0].length }));
    }
  }
  return { declarations, diagnostics: unreadLines(source, unread, 'requirement') };
}

function groupOfKey(section: string, key: string): DependencyGroup | null {
  if (section === 'options') {
    if (key === 'install_requires') return 'production';
    return key === 'tests_require' || key === 'setup_requires' ? 'development' : null;
  }
  if (section !== 'options.extras_require') return null;
  return groupOfName(key) === 'development' ? 'development' : 'optional';
}
