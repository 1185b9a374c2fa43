import type { Render } from './contract.ts';

/** The report as it is. Control characters in names are escaped by JSON itself. */
export const render: Render = (report) => `${JSON.stringify(report, null, 2)}\n`;
