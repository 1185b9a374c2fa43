/**
 * Breaks what a CI runner would take for a command in scanned text: `::name::` at the start of a line and the older `##[name]`
 * anywhere (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function withoutLogCommands(text: string): string {
  return text.replace(/::/g, ':\u200b:').replace(/##\[/g, '#\u200b#[');
}
