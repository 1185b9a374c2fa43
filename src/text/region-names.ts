/**
 * Words that Azure's display names of regions are made of: `West Europe`, `Germany West Central`, `East US 2`. They are
 * the only region names that are written with blanks, and providers read them without: `westeurope`.
 * https://learn.microsoft.com/azure/reliability/regions-list
 */
export const REGION_WORDS = [
  ...[
    'north',
    'south',
    'east',
    'west',
    'central',
    'northeast',
    'southeast',
    'us',
    'europe',
    'asia',
    'africa',
    'gov',
    'dod',
  ],
  ...[
    'arizona',
    'texas',
    'virginia',
    'australia',
    'austria',
    'belgium',
    'brazil',
    'canada',
    'chile',
    'china',
    'denmark',
  ],
  ...[
    'france',
    'germany',
    'india',
    'indonesia',
    'israel',
    'italy',
    'japan',
    'jio',
    'korea',
    'malaysia',
    'mexico',
    'new',
  ],
  ...[
    'norway',
    'poland',
    'qatar',
    'spain',
    'sweden',
    'switzerland',
    'taiwan',
    'uae',
    'uk',
    'usgov',
    'usdod',
    'zealand',
  ],
] as const;

const WORD = `(?:${REGION_WORDS.join('|')})`;
const NAME = new RegExp(`^${WORD}(?: ${WORD}){1,3}(?: ?[1-9])?$`, 'i');

/** Whether a text is the display name of a region and nothing else. */
export function isRegionName(text: string): boolean {
  return text.length <= 40 && NAME.test(text);
}

/** Words and small numbers, in one case: `eu-central-1`, `westeurope`, `EUR4`. */
const SHAPE =
  /^(?:[a-z]{2,20}\d{0,2}(?:[-/][a-z]{1,20}\d{0,2}|-\d{1,3}){0,4}|[A-Z]{2,20}\d{0,2}(?:-[A-Z]{2,20}\d{0,2}){0,4})$/;

/** Whether a text may be a region at all: whatever a variable puts in its place may not be shown. */
export function isRegionShaped(text: string): boolean {
  return text.length <= 40 && SHAPE.test(text);
}

/** A zone is a region and a letter: `eu-central-1a`, `europe-west1-b`. */
const ZONED = /(\d)-?[a-z]$/;

/** A region as code writes it: `West Europe` is `westeurope`; zones are part of their region, and so are Spanner's `regional-…`. */
export function regionWord(text: string): string {
  if (isRegionName(text)) return text.replaceAll(' ', '').toLowerCase();
  const region = text.replace(/^regional-/, '').replace(ZONED, '$1');
  // Google's buckets may be in capitals: `EUROPE-WEST3`.
  return /-[A-Z]+\d+$/.test(region) ? region.toLowerCase() : region;
}
