export function total(clicks) {
  const value = $derived(clicks() * 10)
  return { get value() { return value } }
}
