import type { ManifestMinimumAge } from '../../schemas/manifest.ts';
import type { CheckOutcome, Evidence, Grade, View } from '../contract.ts';
import { fieldsNamed, isGateOf } from './fields.ts';

export interface Enforcement {
  /** What holds the declared age; null when nothing was found. */
  readonly grade: Grade | null;
  /** Only points that cannot be looked into from here (a route). */
  readonly elsewhere: boolean;
  readonly evidence: readonly Evidence[];
  readonly problems: readonly Pick<
    CheckOutcome,
    'code' | 'status' | 'place' | 'attribute' | 'args' | 'evidence' | 'contradicted'
  >[];
}

/** Follows `minimumAge.enforcedIn` and the gates of the schema. */
export function enforcement(view: View, declared: ManifestMinimumAge, asked: number): Enforcement {
  const evidence: Evidence[] = [];
  const problems: Enforcement['problems'][number][] = [];
  let grade: Grade | null = null;
  let elsewhere = false;
  const hold = (by: Grade): void => {
    grade = grade === 'code' ? 'code' : by;
  };
  for (const [index, point] of (declared.enforcedIn ?? []).entries()) {
    const path = `minimumAge.enforcedIn[${index}]`;
    const file = point.ref?.split('#')[0]?.replace(/^\.\//, '');
    const target = view.targets.find((one) => one.file === file);
    if (file !== undefined && !view.hasFile(file)) {
      problems.push(dangling(view, `${path}.ref`, file));
      continue;
    }
    if (point.field !== undefined && !isThere(view, point.field, target?.mentions ?? null)) {
      problems.push(dangling(view, `${path}.field`, point.field));
      continue;
    }
    const young = target?.ages.find(({ value }) => value < asked);
    const fits = target?.ages.find(({ value }) => value >= asked);
    if (young && !fits) {
      const seen = { fact: 'constant', args: { age: young.value }, place: young.place };
      problems.push({
        code: 'gate-too-low',
        status: 'fail',
        place: young.place,
        attribute: 'enforcedIn',
        args: { age: young.value, asked },
        evidence: [seen],
        contradicted: young.value < (declared.age ?? 0),
      });
    } else if (fits) {
      evidence.push({ fact: 'constant', args: { age: fits.value }, place: fits.place });
      hold('code');
    } else if (point.field !== undefined && target === undefined && isUncompared(view, point.field)) {
      // A birth date keeps nobody out by being asked for.
      evidence.push({ fact: 'pointed-at', args: { what: point.field }, place: view.manifestPlace(path) });
    } else if (point.field !== undefined || target !== undefined) {
      evidence.push({ fact: 'pointed-at', args: { what: point.field ?? file ?? '' }, place: view.manifestPlace(path) });
      hold('declared');
    } else elsewhere = true;
  }
  for (const gate of view.gates) {
    if (!gate.effective || !gate.required || (gate.age !== null && gate.age < asked)) continue;
    const how = gate.method === 'attestation' ? 'a stored confirmation' : 'a birth date or age';
    evidence.push({ fact: 'gate', args: { how, age: gate.age ?? 'no age', required: 'required' }, place: gate.place });
    hold('code');
  }
  // A contract is made outside of the code: the declaration is all there is. An identity check is somebody's to show.
  if (grade === null && declared.method === 'contractual') hold('declared');
  if (grade === null && declared.method === 'identity-check') elsewhere = true;
  return { grade, elsewhere, evidence, problems };
}

/** A column of birth dates that no constraint compares with anything. */
function isUncompared(view: View, field: string): boolean {
  const named = fieldsNamed(view, field);
  return view.gates.some(
    (gate) =>
      gate.method === 'date-of-birth' && !gate.effective && named.some((one) => isGateOf(gate, one.entity, one.field)),
  );
}

/** A field of an entity, or a name that the file pointed at mentions; null mentions: there is no file to look into. */
function isThere(view: View, field: string, mentions: readonly string[] | null): boolean {
  const name = field.slice(field.lastIndexOf('.') + 1).toLowerCase();
  if (mentions?.some((mention) => mention.toLowerCase() === name)) return true;
  return fieldsNamed(view, field).length > 0;
}

function dangling(view: View, path: string, what: string): Enforcement['problems'][number] {
  return {
    code: 'dangling-reference',
    status: 'fail',
    place: view.manifestPlace(path),
    // Not the path: a fingerprint holds no index.
    attribute: `enforcedIn ${what}`,
    args: { where: 'minimumAge.enforcedIn', what, form: 'a file, a field of an entity, or a name that the file holds' },
    evidence: [],
    contradicted: false,
  };
}
