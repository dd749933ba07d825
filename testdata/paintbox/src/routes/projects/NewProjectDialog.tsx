import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField } from '@mui/material';
import { DatePicker, LocalizationProvider } from '@mui/x-date-pickers';
import { AdapterDateFns } from '@mui/x-date-pickers/AdapterDateFns';
import { formatISO, isValid, parseISO } from 'date-fns';
import { Controller, useForm } from 'react-hook-form';

import type { Project } from '@/domain/types';

import { newProject, projectForm, type ProjectFields, type ProjectValues } from './projectForm';

interface Props {
  existingIds: string[];
  onClose: () => void;
  onCreate: (project: Project) => void;
}

const empty: ProjectFields = { name: '', client: '', address: '', startDate: '', days: '5' };

const textFields: { name: 'name' | 'client' | 'address' | 'days'; label: string }[] = [
  { name: 'name', label: 'Project' },
  { name: 'client', label: 'Client' },
  { name: 'address', label: 'Address' },
  { name: 'days', label: 'Days on site' },
];

export default function NewProjectDialog({ existingIds, onClose, onCreate }: Props) {
  const { register, control, handleSubmit, formState } = useForm<ProjectFields, unknown, ProjectValues>({
    resolver: zodResolver(projectForm(existingIds)),
    defaultValues: empty,
  });
  const { errors } = formState;

  function create(values: ProjectValues) {
    onCreate(newProject(values));
    onClose();
  }

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="new-project-title">
      <form onSubmit={handleSubmit(create)} noValidate>
        <DialogTitle id="new-project-title">New project</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {textFields.map(({ name, label }) => (
              <TextField
                key={name}
                id={`new-project-${name}`}
                label={label}
                error={name in errors}
                helperText={errors[name]?.message}
                {...register(name)}
              />
            ))}
            <LocalizationProvider dateAdapter={AdapterDateFns}>
              <Controller
                name="startDate"
                control={control}
                render={({ field, fieldState }) => (
                  <DatePicker
                    label="Start"
                    value={field.value ? parseISO(field.value) : null}
                    onChange={(day) => field.onChange(day && isValid(day) ? formatISO(day, { representation: 'date' }) : '')}
                    slotProps={{
                      textField: {
                        id: 'new-project-start',
                        size: 'small',
                        error: fieldState.invalid,
                        helperText: fieldState.error?.message,
                      },
                    }}
                  />
                )}
              />
            </LocalizationProvider>
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
