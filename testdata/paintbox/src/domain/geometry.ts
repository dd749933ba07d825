import type { Room, Surface } from './types';

const DOOR_AREA = 21;
const WINDOW_AREA = 15;
const TRIM_HEIGHT = 0.5;
const CASING_LENGTH = 17;

export function wallArea(room: Room): number {
  const gross = 2 * (room.width + room.length) * room.height;
  return Math.max(0, gross - room.doors * DOOR_AREA - room.windows * WINDOW_AREA);
}

export function ceilingArea(room: Room): number {
  return room.width * room.length;
}

export function trimArea(room: Room): number {
  const baseboard = 2 * (room.width + room.length) * TRIM_HEIGHT;
  const casings = (room.doors + room.windows) * CASING_LENGTH * TRIM_HEIGHT;
  return baseboard + casings;
}

export function surfaceArea(room: Room, surface: Surface): number {
  switch (surface) {
    case 'walls':
      return wallArea(room);
    case 'ceiling':
      return ceilingArea(room);
    case 'trim':
      return trimArea(room);
  }
}
