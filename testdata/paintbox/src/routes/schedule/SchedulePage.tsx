import { MenuItem, TextField } from '@mui/material';
import { sortBy, uniq } from 'lodash-es';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useProjects } from '@/api/queries';
import { useReady } from '@/app/useReady';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { StatusChip } from '@/components/StatusChip';
import { formatSpan } from '@/domain/format';
import type { Project } from '@/domain/types';

import './schedule.css';
import { timeline, type Timeline } from './timeline';

const EVERYONE = 'Everyone';

export default function SchedulePage() {
  const { data: projects } = useProjects();
  const [painter, setPainter] = useState(EVERYONE);
  useReady('schedule', projects !== undefined);

  const painters = useMemo(() => uniq((projects ?? []).flatMap(({ crew }) => crew)).sort(), [projects]);
  if (!projects) return <Loading />;

  const scale = timeline(projects);
  const shown = sortBy(projects, 'startDate').filter(({ crew }) => painter === EVERYONE || crew.includes(painter));
  return (
    <>
      <PageHeader title="Schedule" subtitle={`${scale.weeks.length} weeks`}>
        <TextField
          id="painter"
          select
          label="Painter"
          value={painter}
          onChange={(event) => setPainter(event.target.value)}
          sx={{ minWidth: 160 }}
          slotProps={{ htmlInput: { id: 'painter-value' } }}
        >
          {[EVERYONE, ...painters].map((name) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      </PageHeader>
      <div className="schedule">
        <div className="schedule-row">
          <div className="schedule-label">Week of</div>
          <div className="schedule-track">
            {scale.weeks.filter((_, index) => index % 4 === 0).map(({ label, left }) => (
              <span key={label} className="schedule-week" style={{ left }}>
                {label}
              </span>
            ))}
          </div>
        </div>
        {shown.map((project) => (
          <ScheduleRow key={project.id} project={project} scale={scale} />
        ))}
      </div>
    </>
  );
}

function ScheduleRow({ project, scale }: { project: Project; scale: Timeline }) {
  return (
    <div className="schedule-row">
      <div className="schedule-label">
        <Link to={`/estimate/${project.id}`}>{project.name}</Link>
        <br />
        <StatusChip status={project.status} />
      </div>
      <div className="schedule-track">
        <div
          className="schedule-bar"
          style={scale.place(project.startDate, project.dueDate)}
          title={formatSpan(project.startDate, project.dueDate)}
        >
          {project.crew.join(', ')}
        </div>
      </div>
    </div>
  );
}
