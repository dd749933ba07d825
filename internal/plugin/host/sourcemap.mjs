// Maps of several transforms as one.

export function compose(maps) {
	return maps.filter(Boolean)[0]
}
