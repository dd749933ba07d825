import { Button, List, ListItemButton, ListItemText, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useParams } from 'react-router';

import { useProject } from '@/api/queries';
import { allColors, colorById } from '@/api/source';
import { useReady } from '@/app/useReady';
import { EmptyState } from '@/components/EmptyState';
import { DownloadIcon } from '@/components/icons';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { ProjectPicker } from '@/components/ProjectPicker';
import { formatArea } from '@/domain/format';
import { ceilingArea, trimArea, wallArea } from '@/domain/geometry';
import type { Project, Room } from '@/domain/types';

import { plasterUrl } from './plaster';
import { RoomPreview } from './RoomPreview';
import classes from './RoomsPage.module.css';

export default function RoomsPage() {
  const { projectId } = useParams();
  const { project, isFetched } = useProject(projectId);
  useReady('rooms', isFetched);

  if (!isFetched) return <Loading />;
  if (!project) return <EmptyState title="No such project" text={`No project is called “${projectId}”.`} />;
  return <Rooms key={project.id} project={project} />;
}

function Rooms({ project }: { project: Project }) {
  const [roomId, setRoomId] = useState(project.rooms[0].id);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const room = project.rooms.find(({ id }) => id === roomId) ?? project.rooms[0];
  const colorId = chosen[room.id] ?? room.colorId;
  const color = colorById(colorId);

  async function saveModel() {
    const { exportModel } = await import('./exportModel');
    await exportModel(room, color.hex);
  }

  return (
    <>
      <PageHeader title={project.name} subtitle={`${room.name} in ${color.name}`}>
        <ProjectPicker projectId={project.id} page="/rooms" />
        <Button id="export-model" startIcon={<DownloadIcon />} onClick={saveModel}>
          Model
        </Button>
      </PageHeader>
      <div className={classes.rooms}>
        <RoomPreview room={room} color={color} />
        <Stack spacing={2}>
          <RoomList rooms={project.rooms} selected={room.id} onSelect={setRoomId} />
          <div className={classes.swatches}>
            {allColors.map(({ id, name, hex }) => (
              <button
                key={id}
                type="button"
                className={classes.swatch}
                style={{ background: hex }}
                aria-label={name}
                aria-pressed={id === colorId}
                onClick={() => setChosen({ ...chosen, [room.id]: id })}
              />
            ))}
          </div>
          <Areas room={room} />
        </Stack>
      </div>
    </>
  );
}

interface RoomListProps {
  rooms: Room[];
  selected: string;
  onSelect: (id: string) => void;
}

function RoomList({ rooms, selected, onSelect }: RoomListProps) {
  return (
    <Paper variant="outlined">
      <List dense disablePadding>
        {rooms.map(({ id, name, width, length, height }) => (
          <ListItemButton key={id} selected={id === selected} onClick={() => onSelect(id)}>
            <ListItemText primary={name} secondary={`${width} × ${length} × ${height} ft`} />
          </ListItemButton>
        ))}
      </List>
    </Paper>
  );
}

function Areas({ room }: { room: Room }) {
  return (
    <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
      <img className={classes.texture} src={plasterUrl} alt="Plaster" width={64} height={64} />
      <Typography variant="body2">
        Walls {formatArea(wallArea(room))}
        <br />
        Ceiling {formatArea(ceilingArea(room))}
        <br />
        Trim {formatArea(trimArea(room))}
      </Typography>
    </Stack>
  );
}
