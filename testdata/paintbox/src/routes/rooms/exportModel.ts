import { GLTFExporter } from 'three/addons/exporters/GLTFExporter.js';

import type { Room } from '@/domain/types';
import { saveFile } from '@/files/saveFile';

import { roomModel } from './roomModel';

/** Offers the room as a glTF model, which other programs open. */
export async function exportModel(room: Room, hex: string) {
  const { model, dispose } = roomModel(room, hex);
  const glb = await new GLTFExporter().parseAsync(model, { binary: true });
  dispose();
  saveFile(`${room.id}.glb`, 'model/gltf-binary', glb as ArrayBuffer);
}
