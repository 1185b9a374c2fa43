/** Package registries by their purl type: https://github.com/package-url/purl-spec/blob/main/PURL-TYPES.rst */
export const ECOSYSTEMS = [
  'cargo',
  'composer',
  'gem',
  'golang',
  'hex',
  'maven',
  'npm',
  'nuget',
  'pub',
  'pypi',
] as const;

export type Ecosystem = (typeof ECOSYSTEMS)[number];
