/** What files can say something about. The registry of extractors says it of each kind of file, families name what they rest on. */
export const INPUT_KINDS = ['dependencies', 'documents', 'infrastructure', 'model', 'settings'] as const;

export type InputKind = (typeof INPUT_KINDS)[number];
