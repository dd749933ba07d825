package link

// room is as much stack as parsing most sources takes, but for those that have less
// than short bytes: many goroutines wait with such a one.
const (
	room  = 48 << 10
	short = 1 << 10
)

// growStack makes the stack of the goroutine as large as the parser will need for a
// source of so many bytes, while it holds little: esbuild parses a module on the
// goroutine that has asked for its text, and deep in the recursion of a parser every
// growth copies and adjusts hundreds of frames.
func growStack(length int) {
	if length >= short {
		grow(length)
	}
}

//go:noinline
func grow(n int) byte {
	var space [room]byte
	return space[n%room]
}
