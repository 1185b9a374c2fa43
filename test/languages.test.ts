import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { PERSONAL_THRESHOLD } from '../src/model/tag.ts';

const LABELS = 'test/labels';
const BAR = 0.9;

/** Labels of the invented schemas by `folder Entity.field`. */
const labels = new Map(
  readFileSync(join(LABELS, 'languages.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row): [string, string] => {
      const [folder, entity, field, label = ''] = row.split('\t');
      return [`${folder} ${entity}.${field}`, label];
    }),
);
const folders = readdirSync(join(LABELS, 'languages'));

/** A scan of a schema: each labelled field, and whether it is told as personal data. */
async function told(folder: string): Promise<{ label: string; personal: boolean }[]> {
  const [file = ''] = readdirSync(join(LABELS, 'languages', folder));
  const text = readFileSync(join(LABELS, 'languages', folder, file), 'utf8');
  const { inventory } = await audit({ source: memoryFiles({ [file]: text }), root: '.', asOf: '2026-11-24' });
  return inventory.entities.flatMap((entity) =>
    entity.fields.flatMap((field) => {
      const label = labels.get(`${folder} ${entity.name}.${field.name}`);
      return label === undefined ? [] : [{ label, personal: (field.confidence ?? 0) >= PERSONAL_THRESHOLD }];
    }),
  );
}

test.each(['de', 'en', 'es', 'fr', 'it', 'nl', 'pt'])('%s: personal data is told from other data', async (language) => {
  const own = folders.filter((folder) => folder.replace(/\d+$/, '') === language);
  const fields = (await Promise.all(own.map(told))).flat();
  expect(fields).toHaveLength([...labels.keys()].filter((key) => own.includes(key.split(' ')[0] ?? '')).length);
  const hits = fields.filter(({ label, personal }) => label === 'pii' && personal).length;
  const alarms = fields.filter(({ label, personal }) => label === 'none' && personal).length;
  const misses = fields.filter(({ label, personal }) => label === 'pii' && !personal).length;
  expect(hits / (hits + alarms)).toBeGreaterThanOrEqual(BAR);
  expect(hits / (hits + misses)).toBeGreaterThanOrEqual(BAR);
});
