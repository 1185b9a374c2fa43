import type { Render } from './contract.ts';

export interface ReporterEntry {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<{ readonly render: Render }>;
}

/** Sorted by id. A new format is one line here, one file and the expected outputs in fixtures/reports. */
export const reporters: readonly ReporterEntry[] = [
  { id: 'json', title: 'the report itself, for programs', load: () => import('./json.ts') },
  { id: 'markdown', title: 'for auditors and reviews', load: () => import('./markdown.ts') },
  { id: 'pretty', title: 'for the terminal', load: () => import('./pretty.ts') },
];
