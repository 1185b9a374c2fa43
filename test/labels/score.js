// node test/labels/score.js <labels.tsv> <repository>=<report.json> … [--errors]
//
// Holds hand labels against reports of `privaudit scan -f json`, one for each repository of the labels: precision and recall
// of personal-or-not, and how often the category agrees where both say personal data. `maybe` is left out, as is a field
// that no report knows (counted). Errors are listed on request, but never those of measure.tsv: it measures only as long as
// nobody tunes on it.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const PERSONAL_THRESHOLD = 0.5;

function readTable(path) {
  const [header, ...rows] = readFileSync(path, 'utf8').replace(/\n+$/, '').split('\n');
  const keys = header.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, i) => [keys[i], cell])));
}

/** Fields of a report by every pair of names the labels may know them under. */
function fieldsOf(path) {
  const fields = new Map();
  for (const entity of JSON.parse(readFileSync(path, 'utf8')).inventory.entities) {
    for (const field of entity.fields) {
      for (const table of [entity.name, entity.storedName]) {
        for (const column of [field.name, field.storedName]) fields.set(`${table}.${column}`.toLowerCase(), field);
      }
    }
  }
  return fields;
}

/** Labels that fit a category key: those of the key itself or of its nearest ancestor in category-map.tsv. */
function labelsOf(map, category) {
  for (let key = category.replace(/^ext:/, ''); key !== ''; key = key.replace(/\.?[^.]*$/, '')) {
    if (map.has(key)) return map.get(key);
  }
  return [];
}

function score(labels, reports, map) {
  const counts = { hit: 0, miss: 0, alarm: 0, rest: 0, maybe: 0, unknown: 0, categoryKnown: 0, categoryAgrees: 0 };
  const errors = [];
  for (const { repo, entity, field, label, category } of labels) {
    const known = reports.get(repo);
    if (known === undefined) continue;
    const found = known.get(`${entity}.${field}`.toLowerCase());
    const told = found?.category != null && found.confidence >= PERSONAL_THRESHOLD;
    if (label === 'maybe') counts.maybe += 1;
    else if (found === undefined) counts.unknown += 1;
    else if (label === 'pii') counts[told ? 'hit' : 'miss'] += 1;
    else counts[told ? 'alarm' : 'rest'] += 1;
    if (label === 'pii' && told && category) {
      counts.categoryKnown += 1;
      const agrees = labelsOf(map, found.category).includes(category);
      if (agrees) counts.categoryAgrees += 1;
      else errors.push(['category', repo, `${entity}.${field}`, category, found.category].join('\t'));
    }
    if (label === 'pii' && !told)
      errors.push(['missed', repo, `${entity}.${field}`, category, found?.category ?? '-'].join('\t'));
    if (label === 'none' && told)
      errors.push(['false', repo, `${entity}.${field}`, '-', `${found.category} ${found.confidence}`].join('\t'));
  }
  return { counts, errors };
}

const share = (part, whole) => (whole === 0 ? null : Math.round((1000 * part) / whole) / 1000);

function main([labelsPath, ...rest]) {
  const map = new Map(
    readTable(join(import.meta.dirname, 'category-map.tsv')).map((row) => [row.key, (row.labels ?? '').split(' ')]),
  );
  const reports = new Map(
    rest
      .filter((argument) => argument.includes('='))
      .map((argument) => {
        const [repo, path] = [argument.slice(0, argument.indexOf('=')), argument.slice(argument.indexOf('=') + 1)];
        return [repo, fieldsOf(path)];
      }),
  );
  const { counts, errors } = score(readTable(labelsPath), reports, map);
  const result = {
    ...counts,
    precision: share(counts.hit, counts.hit + counts.alarm),
    recall: share(counts.hit, counts.hit + counts.miss),
    categoryAgreement: share(counts.categoryAgrees, counts.categoryKnown),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!rest.includes('--errors')) return;
  if (basename(labelsPath) === 'measure.tsv') process.stderr.write('errors of measure.tsv are not listed\n');
  else process.stdout.write(errors.map((line) => `${line}\n`).join(''));
}

main(process.argv.slice(2));
