/** Whether a finding is accepted in every clause that it breaks. */
export function isWaived({
  clauses,
  waivers,
}: {
  readonly clauses: readonly string[];
  readonly waivers: readonly { readonly clause: string }[];
}): boolean {
  return clauses.length > 0 && clauses.every((id) => waivers.some(({ clause }) => clause === id));
}
