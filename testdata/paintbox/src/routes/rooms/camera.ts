import { PerspectiveCamera } from 'three';

import type { Room } from '@/domain/types';

export const stage = { width: 640, height: 420 };

export function roomCamera(): PerspectiveCamera {
  return new PerspectiveCamera(45, stage.width / stage.height, 0.1, 500);
}

/** The height at which the room sits in the middle of the picture. */
export const lookAtHeight = (height: number) => height * 0.15;

/** Puts the camera outside the room's open corner, so that all of it is in view. */
export function frameRoom(camera: PerspectiveCamera, { width, length, height }: Room) {
  const distance = Math.hypot(width, length, height) * 1.2;
  camera.position.set(distance * 0.62, distance * 0.55 + height / 2, distance * 0.78);
  camera.lookAt(0, lookAtHeight(height), 0);
  camera.updateMatrixWorld();
}
