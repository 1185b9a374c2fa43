import { addToYaml, type YamlAddition } from '../text/edit-yaml.ts';
import { indented, yamlComments, yamlItem } from '../text/write-yaml.ts';
import { attestations } from './attestations.ts';
import type { DraftContext, DraftInput, DraftSection, Section } from './contract.ts';
import { datastores, openStores } from './datastores.ts';
import { documents } from './documents.ts';
import { inventory } from './inventory.ts';
import { minimumAge } from './minimum-age.ts';
import { missingFields, missingPacks } from './missing.ts';
import { entityNames, FreeIds, storeSlug } from './names.ts';
import { project } from './project.ts';
import { erasure, rights } from './promises.ts';
import { retention } from './retention.ts';
import { subprocessors } from './subprocessors.ts';

/** In the order of the file. */
const SECTIONS: readonly DraftSection[] = [
  project,
  inventory,
  retention,
  erasure,
  datastores,
  subprocessors,
  minimumAge,
  rights,
  documents,
  attestations,
];

export interface Draft {
  readonly text: string;
  /** What was written, for people: `12 entities`; nothing that was not. */
  readonly counts: readonly string[];
  /** Keys that could not be added to, since an alias or another kind of value stands there. */
  readonly refused: readonly string[];
}

/** A whole privaudit.yaml: what was found is filled in, what only people know is TODO. `schema`: where editors find its JSON Schema. */
export function draftManifest(input: DraftInput, schema: string): Draft {
  const context = contextOf(input);
  const sections = SECTIONS.map((section) => section(context));
  const written = sections.filter(({ parts, after }) => parts.length > 0 || after.length > 0);
  const head = [
    `# yaml-language-server: $schema=${schema}`,
    '# What this project declares about personal data; `privaudit scan` holds the code to it.',
    '# Drafted by `privaudit init` from what the code shows. TODO marks what only people know, and counts as missing until it is',
    '# filled in. Durations are ISO 8601 (P30D, P24M, P7Y), dates year-month-day. `privaudit init --update` adds what is new.',
    'privaudit: 1',
  ];
  const lines = [...head, ...written.flatMap((section) => ['', ...sectionLines(section)])];
  return { text: `${lines.join('\n')}\n`, counts: countsOf(sections), refused: [] };
}

function sectionLines({ key, kind, about, parts, after }: Section): string[] {
  const rows = parts.flatMap(({ before, lines }) => [...before, ...(kind === 'list' ? yamlItem(lines) : lines)]);
  const remarks = yamlComments(after);
  // Without a row the key would be empty, which is no manifest.
  if (parts.length === 0) return remarks;
  return [...yamlComments(about), `${key}:`, ...indented([...rows, ...remarks])];
}

/** Adds what the code shows and the manifest does not have; everything that is there stays as it is, byte for byte. */
export function updateManifest(text: string, input: DraftInput): Draft {
  const context = contextOf(input);
  const sections = SECTIONS.map((section) => section(context)).filter(({ onlyNew }) => !onlyNew);
  const fields = missingFields(text, context);
  const packs = missingPacks(text, context);
  const additions: YamlAddition[] = [
    ...packs,
    ...fields,
    ...sections.map(({ key, kind, about, parts }) => ({ at: [key], kind, about: yamlComments(about), parts })),
  ];
  const edit = addToYaml(text, additions);
  const isDone = (addition: YamlAddition): boolean => !edit.refused.includes(addition);
  const count = (list: readonly YamlAddition[]): number =>
    list.filter(isDone).reduce((sum, { parts }) => sum + parts.length, 0);
  return {
    text: edit.text,
    counts: [
      ...counted(count(packs), ['pack', 'packs']),
      ...counted(count(fields), ['field', 'fields']),
      ...countsOf(sections.filter(({ key }) => !edit.refused.some(({ at }) => at.length === 1 && at[0] === key))),
    ],
    refused: [...new Set(edit.refused.map(({ at }) => String(at[0])))],
  };
}

function countsOf(sections: readonly Section[]): string[] {
  return sections.flatMap(({ nouns, kind, key, parts }) => {
    if (nouns === null) return [];
    return counted(kind === 'list' || key === 'documents' ? parts.length : Math.min(1, parts.length), nouns);
  });
}

function counted(count: number, [one, many]: readonly [string, string]): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function contextOf(input: DraftInput): DraftContext {
  const { view } = input;
  const ids = new FreeIds((view.manifest?.datastores ?? []).map(({ id }) => id));
  const drafted = new Map(openStores(input).map((store) => [store.id, ids.take(storeSlug(store))]));
  return {
    ...input,
    nameOf: entityNames(view.entities),
    idOfStore: ({ id, declared }) => {
      const own = declared?.row.id;
      // A row whose id is still TODO cannot be named.
      return own === undefined ? (drafted.get(id) ?? null) : own.includes('[') ? null : own;
    },
  };
}
