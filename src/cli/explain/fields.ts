import { isPersonal } from '../../reporters/wording.ts';
import type { AuditReport } from '../../schemas/report.ts';

type Field = AuditReport['inventory']['entities'][number]['fields'][number];

/** `User.dob`, `users.date_of_birth`, with a scope before it where needed; or the entity alone. */
export function explainField(target: string, { inventory }: AuditReport): string[] | null {
  const wanted = target.toLowerCase();
  const lines: string[] = [];
  for (const entity of inventory.entities) {
    const names = [entity.name, entity.storedName]
      .flatMap((name) => [name, `${entity.id.split(' ')[0]}/${name}`])
      .map((name) => name.toLowerCase());
    const whole = names.includes(wanted);
    if (whole)
      lines.push(
        `${entity.name} (${entity.location.file}:${entity.location.startLine}), record class: ${entity.record ?? 'none'}, store: ${entity.store?.id ?? 'unknown'}`,
      );
    for (const field of entity.fields) {
      if (
        !whole &&
        !names.some((name) => [field.name, field.storedName].some((one) => `${name}.${one.toLowerCase()}` === wanted))
      )
        continue;
      if (whole && !isPersonal(field)) continue;
      lines.push(...fieldLines(entity.name, field));
    }
  }
  return lines.length === 0 ? null : lines;
}

/** `user.contact.email`: every field that counts as such, or as something below it. */
export function explainCategory(target: string, { inventory }: AuditReport): string[] | null {
  const lines = inventory.entities.flatMap(({ name, fields }) =>
    fields
      .filter((field) => isPersonal(field) && `${field.category}.`.startsWith(`${target}.`))
      .flatMap((field) => fieldLines(name, field)),
  );
  return lines.length === 0 ? null : lines;
}

/** `prisma/schema.prisma:42`: the field that is there. */
export function explainPlace(target: string, { inventory }: AuditReport): string[] | null {
  const lines = inventory.entities.flatMap(({ name, fields }) =>
    fields
      .filter(({ location }) => `${location.file}:${location.startLine}` === target)
      .flatMap((field) => fieldLines(name, field)),
  );
  return lines.length === 0 ? null : lines;
}

function fieldLines(entity: string, field: Field): string[] {
  const { category, confidence, special, location, reasons, protection } = field;
  const doubt = isPersonal(field) ? '' : ': too little to count as personal data';
  const verdict =
    category === null
      ? 'not personal data'
      : `${category}, confidence ${confidence}${special ? ', special category' : ''}${doubt}`;
  return [
    `${entity}.${field.name} (${location.file}:${location.startLine}): ${verdict}`,
    ...reasons.map((reason) => `  - ${reason}`),
    ...(protection === null ? [] : [`  - ${protection}`]),
  ];
}
