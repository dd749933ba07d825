import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField } from '@mui/material';
import { addDays, formatISO, isValid, parseISO } from 'date-fns';
import { kebabCase } from 'lodash-es';
import { useState, type FormEvent } from 'react';

import type { Project, Room } from '@/domain/types';

interface Props {
  /** Ids that are taken. */
  existing: string[];
  onClose: () => void;
  onCreate: (project: Project) => void;
}

interface Fields {
  name: string;
  client: string;
  address: string;
  startDate: string;
  days: string;
}

const labels: Record<keyof Fields, string> = {
  name: 'Project',
  client: 'Client',
  address: 'Address',
  startDate: 'Start (YYYY-MM-DD)',
  days: 'Days on site',
};

function newProject({ name, client, address, startDate, days }: Fields): Project {
  const lastDay = addDays(parseISO(startDate), Number(days) - 1);
  return {
    id: kebabCase(name),
    name,
    client,
    address,
    status: 'draft',
    startDate,
    dueDate: formatISO(lastDay, { representation: 'date' }),
    crew: [],
    rooms: [firstRoom(kebabCase(name))],
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

function problems(fields: Fields, existing: string[]): Partial<Fields> {
  const found: Partial<Fields> = {};
  if (!kebabCase(fields.name)) found.name = 'Give the project a name';
  else if (existing.includes(kebabCase(fields.name))) found.name = 'Another project has this name';
  if (!isValid(parseISO(fields.startDate))) found.startDate = 'Write the day as 2026-04-06';
  if (!(Number(fields.days) >= 1)) found.days = 'At least one day';
  return found;
}

export function NewProjectDialog({ existing, onClose, onCreate }: Props) {
  const [fields, setFields] = useState<Fields>({ name: '', client: '', address: '', startDate: '', days: '5' });
  const [submitted, setSubmitted] = useState(false);
  const errors = submitted ? problems(fields, existing) : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (Object.keys(problems(fields, existing)).length > 0) return;
    onCreate(newProject(fields));
    onClose();
  }

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="new-project-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="new-project-title">New project</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {(Object.keys(labels) as (keyof Fields)[]).map((field) => (
              <TextField
                key={field}
                id={`new-project-${field}`}
                label={labels[field]}
                value={fields[field]}
                error={field in errors}
                helperText={errors[field]}
                onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
              />
            ))}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained">
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
