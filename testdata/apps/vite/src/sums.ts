import init from './sum.wasm?init'

const instance = init()

onmessage = async ({ data }: MessageEvent<number[]>) => {
  const { add } = (await instance).exports as { add(a: number, b: number): number }
  postMessage(data.reduce(add, 0))
}
