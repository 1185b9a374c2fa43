import { FILE_START, type Place } from '../../model/span.ts';
import type { View, ViewVendor } from '../contract.ts';

/** Whether a list or a policy means this vendor: by its name, its company or the name of its row, however they are written. */
export function isCalled({ name, company, declared }: ViewVendor, wanted: string): boolean {
  const known = [name, company, declared?.row.name, declared?.row.legalEntity];
  return plain(wanted) !== '' && known.some((one) => plain(one) === plain(wanted));
}

function plain(text: string | null | undefined): string {
  return (text ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Where a missing declaration is mended: the manifest, which may not be there yet. */
export function placeInManifest(view: View, path: string): Place {
  return view.manifest === null ? { file: 'privaudit.yaml', span: FILE_START } : view.manifestPlace(path);
}
