import type { Render } from './contract.ts';
import { broken } from './pretty/broken.ts';
import { cannotTell } from './pretty/cannot-tell.ts';
import { head } from './pretty/head.ts';
import { blank, printLines } from './pretty/line.ts';
import { nextSteps, packTable, remarks, verdict } from './pretty/tail.ts';

/** For the terminal: what was seen, what is broken, what cannot be told, counts, the verdict last. Nothing for what is right. */
export const render: Render = (report, { color, width: columns, verbose, quiet }) => {
  const width = Math.min(120, Math.max(40, columns));
  if (quiet) return printLines(verdict(report), color);
  return printLines(
    [
      ...head(report, width),
      ...broken(report, width, verbose),
      ...cannotTell(report, width, verbose),
      ...packTable(report),
      ...remarks(report, width, verbose),
      ...nextSteps(report, width),
      blank,
      ...verdict(report),
    ],
    color,
  );
};
