import { Vector3 } from 'three';

import type { Color, Room } from '@/domain/types';

import { frameRoom, roomCamera, stage } from './camera';
import classes from './RoomsPage.module.css';

interface Props {
  room: Room;
  color: Color;
}

type Corner = [x: number, y: number, z: number];

/** The same view as the scene's, projected to a drawing. */
export function RoomPlan({ room, color }: Props) {
  const { width, length, height } = room;
  const [x, z] = [width / 2, length / 2];
  const faces: { name: string; fill: string; corners: Corner[] }[] = [
    { name: 'Floor', fill: '#b58b63', corners: [[-x, 0, -z], [x, 0, -z], [x, 0, z], [-x, 0, z]] },
    { name: 'Back wall', fill: color.hex, corners: [[-x, 0, -z], [x, 0, -z], [x, height, -z], [-x, height, -z]] },
    { name: 'Side wall', fill: color.hex, corners: [[-x, 0, -z], [-x, 0, z], [-x, height, z], [-x, height, -z]] },
  ];
  const project = projection(room);
  return (
    <>
      <svg viewBox={`0 0 ${stage.width} ${stage.height}`} role="img" aria-label={room.name}>
        {faces.map(({ name, fill, corners }) => (
          <polygon key={name} points={corners.map(project).join(' ')} fill={fill} stroke="#5b6b7a">
            <title>{name}</title>
          </polygon>
        ))}
      </svg>
      <div className={classes.note}>This browser has no WebGL, so the room cannot be turned</div>
    </>
  );
}

function projection(room: Room): (corner: Corner) => string {
  const camera = roomCamera();
  frameRoom(camera, room);
  return (corner) => {
    const { x, y } = new Vector3(...corner).project(camera);
    return `${(((x + 1) / 2) * stage.width).toFixed(1)},${(((1 - y) / 2) * stage.height).toFixed(1)}`;
  };
}
