import type { HostDeclaration } from '../../model/declaration.ts';
import type { Extract } from '../contract.ts';
import { endOfSources } from './policy-sources.ts';

/** Comments of HTML, of the usual template languages and of scripts: what is commented out loads nothing. */
const COMMENTS: ReadonlyMap<string, string> = new Map([
  ['<!--', '-->'],
  ['{#', '#}'],
  ['{{!--', '--}}'],
  ['<%#', '%>'],
  ['<%--', '--%>'],
  ['@*', '*@'],
  ['/*', '*/'],
]);
const COMMENT_START = /<!--|\{#|\{\{!--|<%#|<%--|@\*|(?<![\w'"*])\/\*/g;
const LINE_COMMENT = /(?:(?<=^|[\s;{}])\/\/(?![a-z0-9.-]+\.[a-z]{2,}\/)|^[ \t]*#).*$/gim;

/** Elements that make a browser talk to a host: https://html.spec.whatwg.org/multipage/embedded-content.html */
const LOADS =
  /<(script|style|iframe|img|link|form|source|video|audio|embed|object)\b((?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,4000})>/gi;
const ADDRESS: Readonly<Record<string, RegExp>> = {
  link: attribute('href'),
  form: attribute('action'),
  object: attribute('data'),
};
/** `data-src` is moved to `src` by loaders that wait for a consent or for the element to be seen. */
const SOURCE = attribute('(?:data-)?src|srcset|poster');
/** Data in a script element is not run, and names pages: `sameAs` of JSON-LD. Import maps name what is loaded. */
const DATA_SCRIPT = /\stype\s*=\s*["']?[^"'\s>]*json/i;
/** Links that load something or open a connection; others (`canonical`, `alternate`) only name a page. */
const LOADING_LINK =
  /\srel\s*=\s*["']?[^"'>]*\b(?:stylesheet|preconnect|dns-prefetch|preload|prefetch|modulepreload)\b/i;
const HOST = String.raw`([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,})`;
const URL = new RegExp(String.raw`^\s*(?:https?:)?\/\/${HOST}(?=[/:?#\s]|$)`, 'i');
/** A literal that is no target of a link. */
const URL_LITERAL = new RegExp(
  String.raw`(?<!\bhref["'\`]?\s{0,4}[:=]\s{0,4})["'\`](?:https?:)?\/\/${HOST}(?=[/:?#"'\`])`,
  'gi',
);

/** https://www.w3.org/TR/css-values-3/#urls and `@import`. */
const CSS_URL = new RegExp(String.raw`(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\/${HOST}(?=[/:?#"')])`, 'gi');

const IS_POLICY = /content[-_ ]?security[-_ ]?policy/i;
/**
 * Fetch directives of https://www.w3.org/TR/CSP3/#directives-fetch: `script-src`, and libraries' `scriptSrc` and `script_src`;
 * and those that say where forms and reports of violations are sent. Who may embed the page receives nothing.
 */
const KIND = '(?:default|script|connect|img|frame|child|worker|font|style|media|object|manifest|prefetch)';
const DIRECTIVE = new RegExp(
  String.raw`\b(?:${KIND}(?:-src(?:-(?:elem|attr))?|Src(?:Elem|Attr)?|_src(?:_(?:elem|attr))?)|(?:form[-_]a|formA)ction|(?:report[-_]u|reportU)ri)\b`,
  'g',
);
const CSP_HOST = new RegExp(
  String.raw`(?<![\w.-])(?:(?:https?|wss?):\/\/)?((?:\*\.)?${HOST.slice(1, -1)})(?![\w.(-])`,
  'gi',
);

/** The value of an attribute, in quotes, in braces of JSX or bare. */
function attribute(name: string): RegExp {
  return new RegExp(String.raw`\s(?:${name})\s*=\s*(?:\{?["'\`]([^"'\`]*)|([^\s"'\`{>]+))`, 'gi');
}

/** Hosts that pages load from or are allowed to call. What a template computes says nothing. */
export const extract: Extract = ({ source }) => {
  const text = withoutComments(source.text);
  const found = new Map<string, HostDeclaration>();
  const add = (use: HostDeclaration['use'], host: string, at: number, length: number): void => {
    const name = host.toLowerCase();
    const key = `${use} ${name}`;
    if (found.has(key)) return;
    found.set(key, { kind: 'host', file: source.path, span: source.spanAt(at, at + length), use, host: name });
  };
  let bodyEnd = 0;
  for (const { index, 0: tag, 1: element = '', 2: attributes = '' } of text.matchAll(LOADS)) {
    const name = element.toLowerCase();
    if (name === 'link' && !LOADING_LINK.test(attributes)) continue;
    for (const [, quoted, bare] of attributes.matchAll(ADDRESS[name] ?? SOURCE)) {
      // A `srcset` lists addresses, each followed by its width.
      for (const address of (quoted ?? bare ?? '').split(/,\s+/)) {
        const host = URL.exec(address)?.[1];
        if (host !== undefined) add('script', host, index, tag.length);
      }
    }
    const urls = name === 'style' ? CSS_URL : name === 'script' && !DATA_SCRIPT.test(attributes) ? URL_LITERAL : null;
    const start = index + tag.length;
    // A script that is never closed holds the ones after it.
    if (urls === null || start < bodyEnd) continue;
    const rest = text.slice(start, start + LONGEST_BODY);
    const body = rest.slice(0, endOfBody(rest));
    bodyEnd = start + body.length;
    for (const { index: at, 0: whole, 1: host = '' } of body.matchAll(urls)) {
      const lead = whole.search(/(?:https?:)?\/\//i);
      add('script', host, start + at + lead, whole.length - lead);
    }
  }
  if (IS_POLICY.test(text)) {
    const directives = [...text.matchAll(DIRECTIVE)];
    for (const [at, { index, 0: directive }] of directives.entries()) {
      const start = index + directive.length;
      const next = directives[at + 1]?.index ?? text.length;
      const sources = text.slice(start, endOfSources(text, start, directive, next));
      for (const host of sources.matchAll(CSP_HOST)) add('csp', host[1] ?? '', start + host.index, host[0].length);
    }
  }
  return { declarations: [...found.values()], diagnostics: [] };
};

/** Loaders of vendors are short; longer scripts are the page's own bundle. */
const LONGEST_BODY = 20_000;

function endOfBody(text: string): number {
  const end = text.search(/<\/s(?:cript|tyle)/i);
  return end < 0 ? text.length : end;
}

/** Comments blanked to equal length. A kind that is never closed again is looked for once. */
function withoutComments(text: string): string {
  const unclosed = new Set<string>();
  let out = '';
  let from = 0;
  for (const { index, 0: open } of text.matchAll(COMMENT_START)) {
    const close = COMMENTS.get(open) ?? '';
    if (index < from || unclosed.has(close)) continue;
    const end = text.indexOf(close, index + open.length);
    if (end < 0) {
      unclosed.add(close);
      continue;
    }
    out += text.slice(from, index) + blank(text.slice(index, end + close.length));
    from = end + close.length;
  }
  return (out + text.slice(from)).replace(LINE_COMMENT, blank);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
