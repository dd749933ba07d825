let supported: boolean | undefined;

export function webglSupported(): boolean {
  supported ??= document.createElement('canvas').getContext('webgl2') !== null;
  return supported;
}
