import type { Field } from '../../model/fact.ts';
import type { TypeKind } from '../../schemas/category.ts';

/** Type names of SQL dialects and ORM schemas by what they hold. The longest names first: the first one that fits wins. */
const KINDS: readonly (readonly [RegExp, TypeKind])[] = [
  [/^(?:bool|boolean|bit)$/, 'flag'],
  [/^date$/, 'date'],
  [
    /^(?:timestamp|timestamptz|datetime|datetime2|datetime64|smalldatetime|datetimeoffset|time|instant|localdatetime|interval)\b/,
    'time',
  ],
  [/^(?:json|jsonb|object|map|hstore|document|bson)\b/, 'json'],
  [/^(?:uuid|uniqueidentifier|objectid|ulid|cuid)\b/, 'uuid'],
  [/^(?:inet|cidr|macaddr|macaddr8)$/, 'network'],
  [/^(?:point|geography|geometry|sdo_geometry|geo|geopoint)\b/, 'point'],
  [/^(?:bytea|blob|tinyblob|mediumblob|longblob|binary|varbinary|bytes|raw|image|vector|halfvec)\b/, 'binary'],
  [
    /^(?:string|fixedstring|varchar|nvarchar|varchar2|nvarchar2|char|nchar|character|bpchar|text|tinytext|mediumtext|longtext|ntext|clob|nclob|citext|name|sysname)\b/,
    'text',
  ],
  [
    /^(?:u?int(?:8|16|32|64|128|256)?|integer|int2|int4|bigint|smallint|tinyint|mediumint|number|numeric|decimal|dec|float|float4|float8|float32|float64|double|real|money|smallmoney|serial|bigserial|smallserial|long|short|binary_float|binary_double)\b/,
    'number',
  ],
];

/** Decimal digits of whole numbers. */
const DIGITS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  int2: 5,
  short: 5,
  smallserial: 5,
  mediumint: 8,
  int: 10,
  integer: 10,
  int4: 10,
  serial: 10,
};

/** Characters or digits a column has room for. */
export function capacity(field: Pick<Field, 'type' | 'length'>, kind: TypeKind): number {
  if (kind === 'text') return field.length ?? Number.POSITIVE_INFINITY;
  return kind === 'number' ? (DIGITS[field.type.toLowerCase()] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}

const known = new Map<string, TypeKind>();

/** What a column can hold by its type; `other` for enums and types of the project's own. */
export function typeKind(field: Pick<Field, 'type' | 'length'>): TypeKind {
  const type = field.type.toLowerCase();
  // MySQL has no boolean: its clients store flags in tinyint(1).
  if (type === 'tinyint' && field.length === 1) return 'flag';
  let kind = known.get(type);
  if (kind === undefined) {
    kind = KINDS.find(([names]) => names.test(type))?.[1] ?? 'other';
    if (known.size < 1000) known.set(type, kind);
  }
  return kind;
}
