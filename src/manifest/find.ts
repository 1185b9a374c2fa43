import { UserError } from '../errors.ts';

export const MANIFEST_FILE = 'privaudit.yaml';
/** Names that other tools have taught people to try. None is read: one file, and nothing of the project is run. */
const OTHER_NAMES =
  /^(?:privaudit\.(?:yml|json|jsonc|toml)|privaudit\.config\.[a-z]+|\.privaudit(?:rc)?(?:\.[a-z]+)?)$/;

/** The manifest among the files of the root folder; null without one. Refuses names that would be passed over in silence. */
export function manifestFile(rootFiles: Iterable<string>): string | null {
  let found: string | null = null;
  for (const name of rootFiles) {
    if (name === MANIFEST_FILE) found = name;
    else if (OTHER_NAMES.test(name)) {
      throw new UserError(
        'manifest-name',
        `${name} is not read: a project has one configuration file, ${MANIFEST_FILE}`,
        /\.ya?ml$/.test(name)
          ? `Rename it to ${MANIFEST_FILE}, or move its keys there`
          : `Move its settings to ${MANIFEST_FILE}`,
      );
    }
  }
  return found;
}
