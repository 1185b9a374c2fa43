import type { Field, Gate } from '../model/fact.ts';
import type { ManifestMinimumAge } from '../schemas/manifest.ts';
import type { Params } from '../schemas/params/minimum-age.ts';
import type { Check, CheckOutcome, Evidence, View } from './contract.ts';
import { discoveryOutcomes } from './minimum-age/discovery.ts';
import { type Enforcement, enforcement } from './minimum-age/enforcement.ts';
import { isGateOf } from './minimum-age/fields.ts';
import { nothing, outcome } from './outcome.ts';

/** Whether the promised, the declared and the enforced minimum age agree, where people sign up. */
export const check: Check<Params> = (params, view) => {
  const declared = view.manifest?.minimumAge ?? null;
  if (declared === null && view.signUp === null) return nothing('no-sign-up', { entities: view.entities.length });
  if (params.onDiscovery !== undefined) {
    return { outcomes: discoveryOutcomes(params.onDiscovery, view), absence: null, advisories: [] };
  }
  const asked = Math.max(declared?.age ?? 0, params.age ?? 0);
  const found = declared === null ? null : enforcement(view, declared, asked);
  const outcomes =
    declared === null || found === null ? [undeclared(params, view)] : judgeDeclared(params, view, declared, found);
  return {
    outcomes: [...outcomes, ...gateOutcomes(params, view, declared?.age ?? null, found)],
    absence: null,
    advisories: [],
  };
};

const DECLARATION = { subject: 'minimumAge', identity: '. minimumAge' } as const;

function boundOf({ age }: Params): string | null {
  return age === undefined ? null : `age ${age}`;
}

function undeclared(params: Params, view: View): CheckOutcome {
  const { signUp } = view;
  const place = signUp?.field.place ?? view.manifestPlace('');
  const where = signUp === null ? 'the service' : placeOfLogin(signUp.field, view);
  const evidence: Evidence[] = [{ fact: 'sign-up', args: { where }, place }];
  return outcome({
    ...DECLARATION,
    place,
    bound: boundOf(params),
    code: 'no-declaration',
    status: 'fail',
    args: { where, age: params.age ?? 'TODO' },
    evidence,
  });
}

/** `Session.token`: logins may be kept apart from the people they are of. */
function placeOfLogin(login: Field, view: View): string {
  const holder = view.entities.find(({ entity }) => entity.fields.some(({ id }) => id === login.id));
  return holder === undefined ? login.name : `${holder.entity.name}.${login.name}`;
}

function judgeDeclared(params: Params, view: View, declared: ManifestMinimumAge, found: Enforcement): CheckOutcome[] {
  const place = view.manifestPlace('minimumAge.age');
  const base = { ...DECLARATION, place, bound: boundOf(params), attribute: 'age' };
  const age = declared.age ?? null;
  const args = { age, asked: params.age ?? null, method: declared.method ?? null };
  const evidence: Evidence[] = [
    { fact: 'declared', args: { age: age ?? 'no age', method: declared.method ?? 'no method' }, place },
  ];
  const failing: CheckOutcome[] = [];
  if (age === null)
    return [
      outcome({
        ...base,
        code: 'no-declaration',
        status: 'fail',
        args: { where: 'minimumAge', age: params.age ?? 'TODO' },
        evidence,
      }),
    ];
  if (params.age !== undefined && age < params.age)
    failing.push(outcome({ ...base, code: 'too-low', status: 'fail', args, evidence }));
  if (declared.method !== undefined && !params.accept.includes(declared.method)) {
    const at = view.manifestPlace('minimumAge.method');
    failing.push(
      outcome({
        ...base,
        place: at,
        attribute: 'method',
        code: 'method-not-accepted',
        status: 'fail',
        args: { ...args, accepted: params.accept.join(', ') },
        evidence,
      }),
    );
  }
  failing.push(
    ...found.problems.map((problem) => outcome({ ...base, ...problem, args: { ...args, ...problem.args } })),
  );
  if (failing.length > 0) return failing;
  return [settled(found, base, args, evidence, view)];
}

function settled(
  found: Enforcement,
  base: Pick<CheckOutcome, 'subject' | 'identity' | 'place' | 'bound' | 'attribute'>,
  args: CheckOutcome['args'],
  evidence: Evidence[],
  view: View,
): CheckOutcome {
  const seen = [...evidence, ...found.evidence];
  if (found.grade !== null)
    return outcome({ ...base, code: 'gated', status: 'pass', grade: found.grade, args, evidence: seen });
  const place = view.manifestPlace('minimumAge.enforcedIn');
  if (found.elsewhere)
    return outcome({
      ...base,
      place,
      attribute: 'enforcedIn',
      code: 'enforced-elsewhere',
      status: 'unresolved',
      args,
      evidence: seen,
    });
  return outcome({
    ...base,
    place,
    attribute: 'enforcedIn',
    code: 'not-enforced',
    status: 'fail',
    args,
    evidence: seen,
  });
}

/** Gates in the schema that let younger people in, or let the confirmation be left out. */
function gateOutcomes(params: Params, view: View, declared: number | null, found: Enforcement | null): CheckOutcome[] {
  const asked = Math.max(declared ?? 0, params.age ?? 0);
  const compared = view.gates.some(({ effective }) => effective) || (found?.grade ?? null) !== null;
  return view.gates.flatMap((gate): CheckOutcome[] => {
    const who = {
      subject: gate.subject,
      identity: gate.id,
      place: gate.place,
      bound: boundOf(params),
      attribute: 'gate',
      origin: 'code',
    } as const;
    const args = { age: gate.age, asked: asked === 0 ? null : asked };
    const evidence = [gateSeen(gate)];
    if (gate.effective && gate.age !== null && gate.age < asked) {
      return [
        outcome({
          ...who,
          code: 'gate-too-low',
          status: 'fail',
          contradicted: declared !== null && gate.age < declared,
          args,
          evidence,
        }),
      ];
    }
    if (gate.method === 'attestation' && !gate.required)
      return [outcome({ ...who, code: 'not-required', status: 'fail', args, evidence })];
    if (gate.method === 'date-of-birth' && !gate.effective && !compared && isAtSignUp(gate, view))
      return [outcome({ ...who, code: 'birth-date-not-compared', status: 'fail', args, evidence })];
    return [];
  });
}

function isAtSignUp(gate: Gate, { signUp }: View): boolean {
  const entity = signUp?.entity.entity;
  return entity?.fields.some((field) => isGateOf(gate, entity, field)) ?? false;
}

function gateSeen(gate: Gate): Evidence {
  const how = gate.method === 'attestation' ? 'a stored confirmation' : 'a birth date or age';
  return {
    fact: 'gate',
    args: { how, age: gate.age ?? 'no age', required: gate.required ? 'required' : 'not required' },
    place: gate.place,
  };
}
