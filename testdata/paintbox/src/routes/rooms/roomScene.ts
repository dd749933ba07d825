import {
  AmbientLight,
  BoxGeometry,
  Color,
  DirectionalLight,
  Group,
  Mesh,
  MeshStandardMaterial,
  PlaneGeometry,
  RepeatWrapping,
  Scene,
  TextureLoader,
  WebGLRenderer,
  type Material,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

import type { Room } from '@/domain/types';

import { frameRoom, lookAtHeight, roomCamera, stage } from './camera';
import { plasterUrl } from './plaster';

const TRIM_COLOR = '#f7f5f0';
const FLOOR_COLOR = '#b58b63';
const BASEBOARD_HEIGHT = 0.5;

/** Draws a room when it changes and while the user turns it; owns the canvas until disposed. */
export class RoomScene {
  readonly #renderer: WebGLRenderer;
  readonly #controls: OrbitControls;
  readonly #scene = new Scene();
  readonly #camera = roomCamera();
  readonly #plaster = new TextureLoader().load(plasterUrl, () => this.#render());
  #model = new Group();

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
    this.#scene.remove(this.#model);
    disposeMeshes(this.#model);
    this.#model = this.#build(room, hex);
    this.#scene.add(this.#model);
    frameRoom(this.#camera, room);
    this.#controls.target.set(0, lookAtHeight(room.height), 0);
    this.#controls.update();
    this.#render();
  }

  dispose() {
    disposeMeshes(this.#model);
    this.#plaster.dispose();
    this.#controls.dispose();
    this.#renderer.dispose();
  }

  #build({ width, length, height }: Room, hex: string): Group {
    const wall = new MeshStandardMaterial({ color: hex, map: this.#plaster, roughness: 0.9 });
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

    return new Group().add(floor, back, side, backTrim, sideTrim);
  }

  #render() {
    this.#renderer.render(this.#scene, this.#camera);
  }
}

function disposeMeshes(group: Group) {
  group.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.geometry.dispose();
    (object.material as Material).dispose();
  });
}
