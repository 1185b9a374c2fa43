import type { AuditReport } from '../schemas/report.ts';

export interface RenderSettings {
  readonly color: boolean;
  /** Columns of the terminal; reports for files take 100. */
  readonly width: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/** Pure: report in, text out, ending in a line feed. */
export type Render = (report: AuditReport, settings: RenderSettings) => string;
