import { changeJobs } from './sql-agent.ts';
import { readArguments } from './sql-arguments.ts';
import type { Reading } from './sql-columns.ts';
import { emitJob, jobName } from './sql-jobs.ts';
import { emit, type Output } from './sql-output.ts';
import { isOpen, isSign, rawToken } from './sql-read.ts';
import { WORD } from './sql-tokens.ts';

const DOT = 46;
/** A calendar expression, or a date reckoned from now; anything else is not shown. */
const INTERVAL = /^\s*(?:freq\s*=[\w=;,+\- ]{1,80}|(?:trunc\s*\(\s*)?(?:sysdate|systimestamp)[\d+\-*/ ()]{0,30})$/i;

/**
 * Oracle's jobs: DBMS_SCHEDULER (https://docs.oracle.com/en/database/oracle/oracle-database/23/arpls/DBMS_SCHEDULER.html)
 * and the older DBMS_JOB.
 */
export function schedulerCalls(output: Output, reading: Reading, from: number): void {
  const { t } = reading;
  for (let i = from; i + 3 < t.count; i += 1) {
    if (t.kind[i] !== WORD || !isSign(t, i + 1, DOT) || !isOpen(t, i + 3)) continue;
    const call = `${rawToken(t, i)}.${rawToken(t, i + 2)}`.toLowerCase();
    if (call.startsWith('dbms_scheduler.') || call === 'dbms_job.submit') oneCall(output, reading, i, call);
  }
}

function oneCall(output: Output, reading: Reading, at: number, call: string): void {
  const { text, next } = readArguments(reading.t, at + 3, reading.naming);
  const name = jobName(text('job_name', 0), '');
  switch (call) {
    case 'dbms_scheduler.create_job':
      // A job is made disabled unless it says otherwise.
      add(output, reading, at, next, {
        name,
        action: text('job_action', 2),
        schedule: text('repeat_interval', 5),
        enabled: text('enabled', 9).toLowerCase() === 'true',
      });
      return;
    case 'dbms_job.submit':
      add(output, reading, at, next, {
        name: '',
        action: text('what', 1),
        schedule: text('interval', 3),
        enabled: true,
      });
      return;
    case 'dbms_scheduler.enable':
      changeJobs(output, jobName(text('name', 0), ''), (job) => ({ ...job, enabled: true }));
      return;
    case 'dbms_scheduler.disable':
      changeJobs(output, jobName(text('name', 0), ''), (job) => ({ ...job, enabled: false }));
      return;
    case 'dbms_scheduler.drop_job':
      if (name !== '') emit(output, reading, { op: 'drop-job', name }, at, next);
      return;
    default:
  }
}

function add(
  output: Output,
  reading: Reading,
  at: number,
  next: number,
  { name, action, schedule, enabled }: NewJob,
): void {
  const shown = INTERVAL.test(schedule) ? schedule : null;
  const named = name === '' ? (of: string) => `job ${of}` : name;
  emitJob(output, reading, { name: named, schedule: shown, enabled }, action, at, next);
}

interface NewJob {
  readonly name: string;
  /** A block of PL/SQL, or the name of a procedure. */
  readonly action: string;
  readonly schedule: string;
  readonly enabled: boolean;
}
