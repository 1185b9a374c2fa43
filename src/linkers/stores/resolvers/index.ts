import type { Reading } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { azureLifecycle } from './azure-lifecycle.ts';
import { backupRules } from './backup-rules.ts';
import { blockDevices } from './block-devices.ts';
import { bucketPolicy } from './bucket-policy.ts';
import { gcsLifecycle } from './gcs-lifecycle.ts';
import { lifecycle } from './lifecycle.ts';

/** What rows cannot say, because several attributes of repeated blocks have to be read together. At most ten. */
export const resolvers: Readonly<Record<string, (input: StepInput) => Reading | null>> = {
  'azure-lifecycle': azureLifecycle,
  'backup-rules': backupRules,
  'block-devices': blockDevices,
  'bucket-policy': bucketPolicy,
  'gcs-lifecycle': gcsLifecycle,
  lifecycle,
};
