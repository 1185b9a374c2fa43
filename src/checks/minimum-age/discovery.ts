import type { Place } from '../../model/span.ts';
import type { Params } from '../../schemas/params/minimum-age.ts';
import type { CheckOutcome, View } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { resolves } from '../reference.ts';

/** Whether somebody settled what happens with a minor's account: the action promised, by when, and how. */
export function discoveryOutcomes(action: NonNullable<Params['onDiscovery']>, view: View): CheckOutcome[] {
  const declared = view.manifest?.minimumAge?.onDiscovery;
  const made = (
    code: string,
    status: 'pass' | 'fail',
    key: 'action' | 'within' | 'runbook',
    bound: string | null = null,
  ): CheckOutcome =>
    outcome({
      subject: 'minimumAge',
      identity: '. minimumAge',
      place: placeOf(key, view),
      code,
      status,
      grade: status === 'pass' ? 'declared' : null,
      attribute: `onDiscovery.${key}`,
      bound,
      args: {
        action,
        within: declared?.within ?? null,
        runbook: declared?.runbook ?? null,
        where: 'minimumAge.onDiscovery.runbook',
        what: declared?.runbook ?? null,
        form: 'a file, a route (DELETE /accounts/:id) or an address',
      },
    });
  const does = declared?.action ?? 'none';
  if (does !== action && does !== 'delete-and-terminate') {
    return [made('no-discovery-action', 'fail', 'action', action)];
  }
  const failing: CheckOutcome[] = [];
  if (declared?.within === undefined) failing.push(made('no-discovery-bound', 'fail', 'within'));
  if (declared?.runbook === undefined) failing.push(made('no-runbook', 'fail', 'runbook'));
  else if (!resolves(declared.runbook, view)) failing.push(made('dangling-reference', 'fail', 'runbook'));
  return failing.length > 0 ? failing : [made('discovery-settled', 'pass', 'action')];
}

/** Where nothing is declared there is no line to mend: people sign up at this one. */
function placeOf(key: string, view: View): Place {
  return view.manifest?.minimumAge === undefined && view.signUp !== null
    ? view.signUp.field.place
    : view.manifestPlace(`minimumAge.onDiscovery.${key}`);
}
