import type { SchemaChange } from '../../model/declaration.ts';
import type { Arguments } from './sql-arguments.ts';
import type { Reading } from './sql-columns.ts';
import { emitJob, jobName } from './sql-jobs.ts';
import { emit, type Output } from './sql-output.ts';

type JobChange = Extract<SchemaChange, { op: 'create-job' | 'schedule-routine' }>;

/** freq_type of a schedule: https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-add-schedule-transact-sql */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['4', 'DAY'],
  ['8', 'WEEK'],
  ['16', 'MONTH'],
  ['32', 'MONTH'],
]);

/** Jobs of SQL Server Agent: a job, its steps and its schedule are made one after the other. */
export function agentCall(output: Output, reading: Reading, verb: number, procedure: string, args: Arguments): void {
  const { text, next } = args;
  const job = jobName(text('job_name', -1), '');
  switch (procedure) {
    case 'sp_add_job':
      output.agent = { job: jobName(text('job_name', 0), 'job'), enabled: text('enabled', 1) !== '0', schedule: null };
      return;
    case 'sp_add_jobstep': {
      const { agent } = output;
      const name = job !== '' ? job : (agent?.job ?? 'job');
      const enabled = agent === null || agent.job !== name || agent.enabled;
      emitJob(output, reading, { name, schedule: null, enabled }, text('command', -1), verb, next);
      return;
    }
    case 'sp_add_schedule':
      output.agent = { job: 'job', enabled: true, ...output.agent, schedule: scheduleOf(args) };
      return;
    case 'sp_add_jobschedule':
    case 'sp_attach_schedule': {
      const schedule = procedure === 'sp_add_jobschedule' ? scheduleOf(args) : (output.agent?.schedule ?? null);
      changeJobs(output, job !== '' ? job : (output.agent?.job ?? ''), (one) => ({
        ...one,
        schedule: one.schedule ?? schedule,
      }));
      return;
    }
    case 'sp_update_job':
      if (text('enabled', -1) !== '')
        changeJobs(output, job, (one) => ({ ...one, enabled: text('enabled', -1) !== '0' }));
      return;
    case 'sp_delete_job':
      if (job !== '') emit(output, reading, { op: 'drop-job', name: job }, verb, next);
      return;
    default:
  }
}

function scheduleOf({ text }: Arguments): string | null {
  const unit = UNITS.get(text('freq_type', -1));
  if (unit === undefined) return null;
  const every = text(unit === 'DAY' ? 'freq_interval' : 'freq_recurrence_factor', -1);
  return `EVERY ${/^[1-9]\d{0,3}$/.test(every) ? every : '1'} ${unit}`;
}

/** What is said later about the jobs of that name in the same file. */
export function changeJobs(output: Output, name: string, changed: (job: JobChange) => JobChange): void {
  for (const [i, step] of output.steps.entries()) {
    if ((step.change.op === 'create-job' || step.change.op === 'schedule-routine') && step.change.name === name) {
      output.steps[i] = { ...step, change: changed(step.change) };
    }
  }
}
