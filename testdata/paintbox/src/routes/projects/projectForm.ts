import { addDays, formatISO, isValid, parseISO } from 'date-fns';
import { kebabCase } from 'lodash-es';
import * as z from 'zod';

import type { Project, Room } from '@/domain/types';

/** What the form for a new project asks, and what it accepts. */
export function projectForm(existingIds: string[]) {
  return z.object({
    name: z
      .string()
      .trim()
      .refine((name) => kebabCase(name) !== '', 'Give the project a name')
      .refine((name) => !existingIds.includes(kebabCase(name)), 'Another project has this name'),
    client: z.string().trim().min(1, 'Say who pays'),
    address: z.string().trim(),
    startDate: z.string().refine((day) => isValid(parseISO(day)), 'Choose a day'),
    days: z.coerce.number<string>().int('Whole days').min(1, 'At least one day'),
  });
}

type Form = ReturnType<typeof projectForm>;

/** The fields as the user fills them in. */
export type ProjectFields = z.input<Form>;

/** The fields once they are accepted. */
export type ProjectValues = z.output<Form>;

export function newProject({ name, client, address, startDate, days }: ProjectValues): Project {
  const id = kebabCase(name);
  return {
    id,
    name,
    client,
    address,
    status: 'draft',
    startDate,
    dueDate: formatISO(addDays(parseISO(startDate), days - 1), { representation: 'date' }),
    crew: [],
    rooms: [firstRoom(id)],
  };
}

/** A room to start from: estimates and previews need one. */
function firstRoom(projectId: string): Room {
  return {
    id: `${projectId}-1`,
    name: 'Room 1',
    width: 12,
    length: 14,
    height: 9,
    doors: 1,
    windows: 1,
    colorId: 'linen',
    finishes: [
      { surface: 'walls', productId: 'P002', coats: 2 },
      { surface: 'ceiling', productId: 'P011', coats: 1 },
      { surface: 'trim', productId: 'P017', coats: 2 },
    ],
  };
}
