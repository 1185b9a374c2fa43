import type { ServiceDeclaration, SettingDeclaration } from '../../model/declaration.ts';
import type { VendorSignal } from '../../model/fact.ts';
import { wordOf } from '../../text/values.ts';
import type { LinkInput } from '../contract.ts';
import type { VendorIndex } from './vendor-index.ts';

/** Containers: agents that talk to a vendor, and products of a vendor run by oneself. */
export function imageSignals(
  input: LinkInput,
  services: readonly ServiceDeclaration[],
  settings: readonly SettingDeclaration[],
  index: VendorIndex,
): VendorSignal[] {
  const signals: VendorSignal[] = [];
  const add = (image: string, optional: boolean, { file, span }: ServiceDeclaration | SettingDeclaration): void => {
    const row = index.image(image);
    if (row === null) return;
    signals.push({
      kind: 'vendor-signal',
      vendor: row.vendor.id,
      signal: 'image',
      strength: row.strength,
      text: image,
      role: row.role === 'own' ? 'self-hosted' : optional ? 'optional' : 'production',
      region: null,
      environment: input.environmentOf(file),
      place: { file, span },
    });
  };
  for (const service of services) if (service.image !== null) add(service.image, service.profiles.length > 0, service);
  for (const setting of settings) {
    // Compose files take images from variables such as SENTRY_IMAGE.
    if (!/(?:^|_)IMAGE$/i.test(setting.name)) continue;
    const image = wordOf(setting.value)?.toLowerCase().split('@')[0] ?? '';
    const colon = image.lastIndexOf(':');
    add(colon > image.lastIndexOf('/') ? image.slice(0, colon) : image, false, setting);
  }
  return signals;
}
