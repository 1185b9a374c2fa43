import type { DocumentDeclaration } from '../../model/declaration.ts';
import type { DocumentFact } from '../../model/fact.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import { companyKey } from '../../text/company.ts';
import { wordListTest } from '../../text/word-list.ts';
import { plainWords } from './roles.ts';

/**
 * Whom a list of third parties names: the first column whose head says so, of every table; without such a table the items of
 * its lists, of which only known vendors are surely meant.
 */
export function listReader(catalog: Catalog): (document: DocumentDeclaration) => DocumentFact['listed'] {
  const isVendorColumn = wordListTest(catalog.words, 'vendor-column');
  let vendors: ReadonlySet<string> | null = null;
  const isVendor = (name: string): boolean => {
    vendors ??= new Set(
      catalog.vendors.flatMap((vendor) => [vendor.name, vendor.company, ...vendor.aliases].map(companyKey)),
    );
    return vendors.has(companyKey(name));
  };
  return ({ tables, items }) => {
    const named = tables.flatMap(({ header, rows }) => {
      const column = header.findIndex((cell) => isVendorColumn(plainWords(cell).join(' ')));
      return column < 0 ? [] : rows.map(({ cells, span }) => ({ name: cells[column] ?? '', sure: true, span }));
    });
    const found =
      named.length > 0 ? named : items.map(({ text, span }) => ({ name: text, sure: isVendor(text), span }));
    return found.filter(({ name }) => name !== '');
  };
}
