import { MenuItem, TextField } from '@mui/material';
import { useNavigate } from 'react-router';

import { useProjects } from '@/api/queries';

interface Props {
  projectId: string;
  /** Path of the page without the project: "/estimate". */
  page: string;
}

export function ProjectPicker({ projectId, page }: Props) {
  const navigate = useNavigate();
  const { data: projects = [] } = useProjects();
  return (
    <TextField
      id="project-picker"
      select
      label="Project"
      value={projectId}
      onChange={(event) => navigate(`${page}/${event.target.value}`)}
      sx={{ minWidth: 260 }}
      slotProps={{ htmlInput: { id: 'project-picker-value' } }}
    >
      {projects.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
