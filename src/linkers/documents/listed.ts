import type { DocumentDeclaration } from '../../model/declaration.ts';
import type { DocumentFact } from '../../model/fact.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import { companyKey } from '../../text/company.ts';
import { wordListTest } from '../../text/word-list.ts';
import { plainWords } from './roles.ts';

/**
 * Whom a list of third parties names: the first column whose head says so, of every table; without such a table the items of
 * its lists and the headings that are known vendors. Of items, and of rows of a table that say nothing else (the head of a
 * group, a remark below), only known vendors are surely meant.
 */
export function listReader(catalog: Catalog): (document: DocumentDeclaration) => DocumentFact['listed'] {
  const isVendorColumn = wordListTest(catalog, 'vendor-column');
  let vendors: ReadonlySet<string> | null = null;
  const isVendor = (name: string): boolean => {
    vendors ??= new Set(
      catalog.vendors.flatMap((vendor) => [vendor.name, vendor.company, ...vendor.aliases].map(companyKey)),
    );
    return vendors.has(companyKey(name));
  };
  return ({ tables, items, headings }) => {
    const named = tables.flatMap(({ header, rows }) => {
      const column = header.findIndex((cell) => isVendorColumn(plainWords(cell).join(' ')));
      if (column < 0) return [];
      return rows.map(({ cells, span }) => {
        const name = cells[column] ?? '';
        const isAlone = header.length > 1 && cells.every((cell, at) => at === column || cell === '');
        return { name, sure: !isAlone || isVendor(name), span };
      });
    });
    if (named.length > 0) return named.filter(({ name }) => name !== '');
    // A heading for each vendor is another way to write a list; other headings are chapters.
    return [
      ...items.map(({ text, span }) => ({ name: text, sure: isVendor(text), span })),
      ...headings.filter(({ text }) => isVendor(text)).map(({ text, span }) => ({ name: text, sure: true, span })),
    ].filter(({ name }) => name !== '');
  };
}
