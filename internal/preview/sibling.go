package preview

import (
	"io/fs"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// A compressed sibling that decodes to something else, as one of an earlier build
// does, is not sent. It is decoded once for as long as it and its file stay what they
// are.

// maxChecked is the size up to which a file and its siblings are compared. A larger
// file is sent as it is, as hosts do that compress nothing of such a size.
const maxChecked = 64 << 20 // bytes

// decodes tells whether a sibling is a form of its file.
func (h *Handler) decodes(dir folder, c coding.Coding, name string, info, sibling fs.FileInfo) (bool, error) {
	if info.Size() > maxChecked || sibling.Size() > maxChecked {
		return false, nil
	}
	key := name + " " + etag(info, identity) + " " + etag(sibling, c.Token)
	if same, ok := h.siblings.get(key); ok {
		return same, nil
	}
	data, err := dir.root.ReadFile(name)
	if err != nil {
		return false, exhaustion(err)
	}
	encoded, err := dir.root.ReadFile(name + c.Suffix)
	if err != nil {
		return false, exhaustion(err)
	}
	same := c.Verify(encoded, data) == nil
	if !same && h.Report != nil {
		h.Report(name + c.Suffix + " does not decode to " + name + " and is not sent (compress the file anew, or remove its sibling)")
	}
	if isSettled(info) && isSettled(sibling) {
		h.siblings.put(key, same)
	}
	return same, nil
}

// exhaustion is an error that says nothing about a file; nil for all others.
func exhaustion(err error) error {
	if isExhausted(err) {
		return err
	}
	return nil
}
