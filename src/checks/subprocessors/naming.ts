import { FILE_START, type Place } from '../../model/span.ts';
import { companyKey } from '../../text/company.ts';
import type { View, ViewVendor } from '../contract.ts';
import { purposeWords } from './purposes.ts';

/** Whether a list or a policy means this vendor: by its name, its company or the name of its row, however they are written. */
export function isCalled({ name, company, aliases, declared }: ViewVendor, wanted: string): boolean {
  const known = [name, company, ...aliases, declared?.row.name, declared?.row.legalEntity];
  const keys = spellings(wanted);
  return known.some((one) => keys.includes(companyKey(one)));
}

/** `Amazon Web Services (AWS)` is both of its parts as well. */
function spellings(wanted: string): string[] {
  const parts = /^([^(]*)\(([^)]*)\)/.exec(wanted)?.slice(1) ?? [];
  return [wanted, ...parts].map(companyKey).filter((key) => key !== '');
}

/** A further row is told by what it is for: rows move. */
export function identityOf({ id, another, declared }: ViewVendor): string {
  const row = another ? ` ${declared?.row.name} ${purposeWords(declared?.row).join(' ')}` : '';
  return `. vendor ${id}${row}`;
}

/** Where a missing declaration is mended: the manifest, which may not be there yet. */
export function placeInManifest(view: View, path: string): Place {
  return view.manifest === null ? { file: 'privaudit.yaml', span: FILE_START } : view.manifestPlace(path);
}
