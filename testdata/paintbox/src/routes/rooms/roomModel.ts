import { BoxGeometry, Group, Mesh, MeshStandardMaterial, PlaneGeometry, type Material, type Texture } from 'three';

import type { Room } from '@/domain/types';

const TRIM_COLOR = '#f7f5f0';
const FLOOR_COLOR = '#b58b63';
const BASEBOARD_HEIGHT = 0.5;

export interface RoomModel {
  model: Group;
  /** Frees what the model holds on the graphics card. */
  dispose: () => void;
}

/** A room with two walls, open to the viewer; the floor's middle is the origin. */
export function roomModel({ name, width, length, height }: Room, hex: string, plaster?: Texture): RoomModel {
  const wall = new MeshStandardMaterial({ color: hex, map: plaster ?? null, roughness: 0.9 });
  const trim = new MeshStandardMaterial({ color: TRIM_COLOR, roughness: 0.5 });
  const floor = new Mesh(new PlaneGeometry(width, length), new MeshStandardMaterial({ color: FLOOR_COLOR }));
  floor.rotation.x = -Math.PI / 2;

  const back = new Mesh(new PlaneGeometry(width, height), wall);
  back.position.set(0, height / 2, -length / 2);
  const side = new Mesh(new PlaneGeometry(length, height), wall);
  side.position.set(-width / 2, height / 2, 0);
  side.rotation.y = Math.PI / 2;

  const backTrim = new Mesh(new BoxGeometry(width, BASEBOARD_HEIGHT, 0.1), trim);
  backTrim.position.set(0, BASEBOARD_HEIGHT / 2, -length / 2 + 0.05);
  const sideTrim = new Mesh(new BoxGeometry(0.1, BASEBOARD_HEIGHT, length), trim);
  sideTrim.position.set(-width / 2 + 0.05, BASEBOARD_HEIGHT / 2, 0);

  const model = new Group().add(floor, back, side, backTrim, sideTrim);
  model.name = name;
  return { model, dispose: () => disposeMeshes(model) };
}

function disposeMeshes(group: Group) {
  group.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.geometry.dispose();
    (object.material as Material).dispose();
  });
}
