import type { Render } from './contract.ts';

export const render: Render = (report) => `${report.summary.verdict}\n`;
