/**
 * Breaks the log commands of CI runners: `::cmd` counts after leading blanks, `##[cmd]` and `##vso[cmd]` anywhere in a line.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function breakLogCommands(line: string): string {
  return line.replace(/^((?:\s|\u001b\[\d+m)*)::/, '$1\\u{3a}:').replace(/##(?=[A-Za-z]*\[)/g, '#\\u{23}');
}
