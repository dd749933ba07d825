import {
  AmbientLight,
  Color,
  DirectionalLight,
  RepeatWrapping,
  Scene,
  TextureLoader,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

import type { Room } from '@/domain/types';

import { frameRoom, lookAtHeight, roomCamera, stage } from './camera';
import { plasterUrl } from './plaster';
import { roomModel, type RoomModel } from './roomModel';

/** Draws a room when it changes and while the user turns it; owns the canvas until disposed. */
export class RoomScene {
  readonly #renderer: WebGLRenderer;
  readonly #controls: OrbitControls;
  readonly #scene = new Scene();
  readonly #camera = roomCamera();
  readonly #plaster = new TextureLoader().load(plasterUrl, () => this.#render());
  #room: RoomModel | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true });
    this.#renderer.setSize(stage.width, stage.height, false);
    this.#plaster.wrapS = this.#plaster.wrapT = RepeatWrapping;
    this.#scene.background = new Color('#eef2f5');
    const sun = new DirectionalLight('#fff7e8', 2);
    sun.position.set(12, 30, 18);
    this.#scene.add(new AmbientLight('#ffffff', 1.2), sun);
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.addEventListener('change', () => this.#render());
  }

  show(room: Room, hex: string) {
    this.#clear();
    this.#room = roomModel(room, hex, this.#plaster);
    this.#scene.add(this.#room.model);
    frameRoom(this.#camera, room);
    this.#controls.target.set(0, lookAtHeight(room.height), 0);
    this.#controls.update();
    this.#render();
  }

  dispose() {
    this.#clear();
    this.#plaster.dispose();
    this.#controls.dispose();
    this.#renderer.dispose();
  }

  #clear() {
    if (!this.#room) return;
    this.#scene.remove(this.#room.model);
    this.#room.dispose();
    this.#room = null;
  }

  #render() {
    this.#renderer.render(this.#scene, this.#camera);
  }
}
