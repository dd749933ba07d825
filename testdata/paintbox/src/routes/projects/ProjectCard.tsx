import { Button, Card, CardActions, CardContent, Stack, Typography } from '@mui/material';
import { Link } from 'react-router';

import { colorById } from '@/api/source';
import { EstimateIcon, RoomsIcon } from '@/components/icons';
import { StatusChip } from '@/components/StatusChip';
import { formatMoney, formatSpan } from '@/domain/format';
import type { Project } from '@/domain/types';

import classes from './ProjectsPage.module.css';

interface Props {
  project: Project;
  total: number;
}

export function ProjectCard({ project, total }: Props) {
  return (
    <Card variant="outlined" component="article">
      <div className={classes.swatches}>
        {project.rooms.map((room) => (
          <span key={room.id} style={{ background: colorById(room.colorId).hex }} title={room.name} />
        ))}
      </div>
      <CardContent>
        <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'start', gap: 1 }}>
          <Typography variant="h2">{project.name}</Typography>
          <StatusChip status={project.status} />
        </Stack>
        <Typography color="textSecondary">{project.client}</Typography>
        <Typography variant="body2">{project.address}</Typography>
        <Typography variant="body2">{formatSpan(project.startDate, project.dueDate)}</Typography>
        <Typography variant="h2" component="p" sx={{ mt: 1 }}>
          {formatMoney(total)}
        </Typography>
      </CardContent>
      <CardActions>
        <Button size="small" component={Link} to={`/estimate/${project.id}`} startIcon={<EstimateIcon />}>
          Estimate
        </Button>
        <Button size="small" component={Link} to={`/rooms/${project.id}`} startIcon={<RoomsIcon />}>
          Rooms
        </Button>
      </CardActions>
    </Card>
  );
}
