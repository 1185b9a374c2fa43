import { printableJson } from '../text/printable.ts';
import type { Render } from './contract.ts';

/** The report as it is. */
export const render: Render = (report) => `${printableJson(JSON.stringify(report, null, 2))}\n`;
