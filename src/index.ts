/** The library's door: nothing else is public. */
export { type AuditOptions, audit } from './audit.ts';
export { loadCatalog, loadPack } from './catalog/load.ts';
export { UserError } from './errors.ts';
export type { FileSource, Listing } from './files/contract.ts';
export { diskFiles } from './files/disk.ts';
export { memoryFiles } from './files/memory.ts';
export type { Clause, Pack } from './schemas/pack.ts';
export type { AuditReport } from './schemas/report.ts';
