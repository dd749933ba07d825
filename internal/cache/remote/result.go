package remote

import "encoding/binary"

// An ActionResult is a message of Protocol Buffers (bazelbuild/remote-apis). Field 2
// of it is a list of files, of which field 1 is a path and field 2 a digest: a hash in
// field 1, and a length in field 2.

// The two types of values that these fields have.
const (
	varint = 0
	length = 2
)

// resultOf is an ActionResult with one file.
func resultOf(hash string, size int) []byte {
	digest := binary.AppendUvarint(append(text(nil, 1, hash), 2<<3|varint), uint64(size))
	return text(nil, 2, string(text(text(nil, 1, "entry"), 2, string(digest))))
}

// text appends a field that holds a text or a message.
func text(to []byte, field byte, value string) []byte {
	return append(binary.AppendUvarint(append(to, field<<3|length), uint64(len(value))), value...)
}

// outputOf is the hash of the first file of an ActionResult.
func outputOf(result []byte) (hash string, ok bool) {
	for _, field := range []uint64{2, 2, 1} {
		if result, ok = fieldOf(result, field); !ok {
			return "", false
		}
	}
	return string(result), isHash(string(result))
}

// fieldOf is the first value of a field of a message that holds a text or a message.
func fieldOf(message []byte, field uint64) (value []byte, ok bool) {
	for len(message) > 0 {
		tag, n := binary.Uvarint(message)
		if n <= 0 {
			return nil, false
		}
		size, m := binary.Uvarint(message[n:])
		if m <= 0 {
			return nil, false
		}
		message = message[n+m:]
		switch tag & 7 {
		case varint: // it was read
		case length:
			if size > uint64(len(message)) {
				return nil, false
			}
			if tag>>3 == field {
				return message[:size], true
			}
			message = message[size:]
		default:
			return nil, false // no message that this is about has them
		}
	}
	return nil, false
}
