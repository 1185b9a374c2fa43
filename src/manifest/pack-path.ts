/** A folder or file of one's own rather than the id of a built-in pack, which holds neither slash nor dot. */
export function isPackPath(pack: string): boolean {
  return /[\\/.]/.test(pack);
}
