/** Names of tables as declarations write them: `schema.table`, where a part that holds a dot itself stands in double quotes. */
export function tableNameOf(schema: string, table: string): string {
  return schema === '' || table === '' ? partOf(table) : `${partOf(schema)}.${partOf(table)}`;
}

function partOf(part: string): string {
  return part.includes('.') && !part.endsWith('.') ? `"${part}"` : part;
}

/** Both parts without quotes; the schema is empty where none is written. */
export function splitTableName(written: string): { readonly schema: string; readonly name: string } {
  if (written.endsWith('"') && written.length > 1) {
    const open = written.lastIndexOf('"', written.length - 2);
    return { schema: plain(written.slice(0, Math.max(open - 1, 0))), name: written.slice(open + 1, -1) };
  }
  // A quoted name may end in a dot; a table without a name is none.
  const dot = written.endsWith('.') ? -1 : written.lastIndexOf('.');
  return { schema: dot === -1 ? '' : plain(written.slice(0, dot)), name: written.slice(dot + 1) };
}

function plain(part: string): string {
  return part.startsWith('"') && part.endsWith('"') ? part.slice(1, -1) : part;
}
