import { UserError } from '../errors.ts';

/** A pack is the team's own: what cannot be read of it is for them to mend. */
export function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown trouble';
    throw new UserError('pack-unreadable', `${name} cannot be read (${code})`);
  }
}
