/** A reference to infrastructure code: `file#address`, an address, or a file. */
export interface InfrastructureIndex {
  readonly hasFile: (path: string) => boolean;
  /** `file#address` of all that was read. */
  readonly addresses: readonly string[];
  /** Files that were read in part or not at all. */
  readonly unread: ReadonlySet<string>;
}

const TERRAFORM = /\.(?:tf|tofu)(?:\.json)?$/;
const URL = /^[a-z][a-z0-9+.-]*:/i;

/** Why a `ref` of a datastore leads nowhere; null where it leads somewhere, or where that cannot be told from here. */
export function danglingReference(ref: string, index: InfrastructureIndex): string | null {
  if (URL.test(ref)) return null;
  const mark = ref.indexOf('#');
  if (mark < 0) return danglingName(ref, index);
  const file = ref.slice(0, mark).replace(/^\.\//, '');
  const address = ref.slice(mark + 1);
  if (!index.hasFile(file)) return 'no such file';
  const prefix = `${file}#`;
  const inFile = index.addresses.filter((one) => one.startsWith(prefix));
  // Other kinds of files are not read for addresses.
  if (index.unread.has(file) || (inFile.length === 0 && !TERRAFORM.test(file))) return null;
  return inFile.some((one) => leadsTo(one.slice(prefix.length), address)) ? null : `no ${address} in ${file}`;
}

function danglingName(ref: string, index: InfrastructureIndex): string | null {
  if (ref.includes('/')) return index.hasFile(ref.replace(/^\.\//, '')) ? null : 'no such file';
  if (!/^(?:module|data|services|[a-z][a-z0-9]*_\w+)\.\w/.test(ref) || index.unread.size > 0) return null;
  const isThere = index.addresses.some((one) => leadsTo(one.slice(one.indexOf('#') + 1), ref));
  return isThere || index.hasFile(ref) ? null : 'no such resource';
}

/** A block is named with or without the key of an instance; what is inside a module is named by the module. */
function leadsTo(block: string, address: string): boolean {
  if (block === address) return true;
  return address.startsWith(block) && /^[[.]/.test(address.slice(block.length));
}
