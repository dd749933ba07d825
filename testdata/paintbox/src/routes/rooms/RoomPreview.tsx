import { useEffect, useRef } from 'react';

import type { Color, Room } from '@/domain/types';

import classes from './RoomsPage.module.css';
import { RoomPlan } from './RoomPlan';
import { RoomScene } from './roomScene';
import { webglSupported } from './webgl';

interface Props {
  room: Room;
  color: Color;
}

/** The room in three dimensions; where there is no WebGL, a drawing of it. */
export function RoomPreview({ room, color }: Props) {
  return (
    <div className={classes.stage}>
      {webglSupported() ? <RoomCanvas room={room} color={color} /> : <RoomPlan room={room} color={color} />}
    </div>
  );
}

function RoomCanvas({ room, color }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<RoomScene>(null);

  useEffect(() => {
    if (!canvas.current) return;
    const created = new RoomScene(canvas.current);
    scene.current = created;
    return () => {
      scene.current = null;
      created.dispose();
    };
  }, []);

  useEffect(() => {
    scene.current?.show(room, color.hex);
  }, [room, color]);

  return (
    <>
      <canvas ref={canvas} width={640} height={420} />
      <div className={classes.note}>Drag to look around</div>
    </>
  );
}
