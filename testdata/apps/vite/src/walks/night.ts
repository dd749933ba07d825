export const title = 'By night'

export async function draw(root: HTMLElement) {
  const { lantern } = await import('../lantern')
  root.append(lantern())
}
