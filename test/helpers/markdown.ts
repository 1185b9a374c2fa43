/**
 * What is left of a document to be read as Markdown once code is out of it: fenced blocks and code spans go
 * (https://spec.commonmark.org/0.31.2/#code-spans: a run of backticks ends at the next run of the same length, inside one block).
 */
export function renderedText(markdown: string): string {
  const kept: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const run = /^(`{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (run !== undefined && run.length >= fence.length && line.trim() === run) fence = null;
    } else if (run !== undefined && !line.slice(run.length).includes('`')) {
      fence = run;
    } else {
      kept.push(withoutSpans(line));
    }
  }
  return kept.join('\n');
}

/** Every block of ours is one line, so spans cannot reach over lines. */
function withoutSpans(line: string): string {
  let out = '';
  let at = 0;
  while (at < line.length) {
    const open = /`+/.exec(line.slice(at));
    if (open === null) break;
    const start = at + open.index;
    const after = start + open[0].length;
    const close = [...line.slice(after).matchAll(/`+/g)].find(([run]) => run.length === open[0].length);
    out += line.slice(at, start);
    if (close === undefined) {
      out += open[0];
      at = after;
    } else {
      out += 'CODE';
      at = after + close.index + close[0].length;
    }
  }
  return out + line.slice(at);
}
