package link

import "unsafe"

// Sources are large, and read as text here and as bytes there; nobody changes
// them. So both are views of what was read once.

// bytesOf gives the bytes of a text, which are only to be read.
func bytesOf(text string) []byte {
	return unsafe.Slice(unsafe.StringData(text), len(text))
}

// textOf gives bytes, which nobody changes any more, as a text.
func textOf(data []byte) string {
	return unsafe.String(unsafe.SliceData(data), len(data))
}
