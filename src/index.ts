import { loadPack as load, loadCatalog } from './catalog/load.ts';
import type { Pack } from './model/pack.ts';

/** The library's door: nothing else is public. */
export { audit } from './audit.ts';
export { UserError } from './errors.ts';
export type { FileSource, Listing, Revision } from './files/contract.ts';
export { diskFiles } from './files/disk.ts';
export { memoryFiles } from './files/memory.ts';
export type { Clause, Pack } from './model/pack.ts';
export type { AuditOptions } from './options.ts';
export type { AuditReport } from './schemas/report.ts';

/** A built-in pack by id, or the pack in a folder or file of one's own, relative to `from`. Throws UserError. */
export function loadPack(name: string, from = '.'): Promise<Pack> {
  return load(name, from, loadCatalog());
}
