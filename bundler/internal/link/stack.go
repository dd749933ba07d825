package link

// room is as much stack as parsing most sources takes.
const room = 48 << 10

// growStack makes the stack of the goroutine as large as the parser will need,
// while it holds little: esbuild parses a module on the goroutine that has asked
// for its text, and deep in the recursion of a parser every growth copies and
// adjusts hundreds of frames.
//
//go:noinline
func growStack(n int) byte {
	var space [room]byte
	return space[n%room]
}
