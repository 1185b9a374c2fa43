import { compareCodeUnits } from '../model/order.ts';
import { type FileSource, NO_REVISION } from './contract.ts';

/** Files by path, for tests and for the examples of rule packs. */
export function memoryFiles(files: Readonly<Record<string, string>>): FileSource {
  const entries = new Map(Object.entries(files));
  return {
    list: async () => ({
      paths: [...entries.keys()].sort(compareCodeUnits),
      revision: Promise.resolve(NO_REVISION),
      closed: [],
      trouble: null,
    }),
    read: (path) => entries.get(path) ?? null,
    chunks: (path) => {
      const text = entries.get(path);
      return text === undefined ? null : [text];
    },
    size: (path) => {
      const text = entries.get(path);
      return text === undefined ? null : Buffer.byteLength(text);
    },
  };
}
