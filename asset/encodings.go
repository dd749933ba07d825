package asset

// Encodings are the compressed forms of a file by the names of their codings
// (internal/coding); nil for a file without any. What a coding would not shorten
// is not there.
type Encodings map[string][]byte

// With returns a copy that holds data as the form of a coding; nil data is no
// form.
func (e Encodings) With(coding string, data []byte) Encodings {
	if data == nil {
		return e
	}
	all := Encodings{coding: data}
	for name, other := range e {
		if name != coding {
			all[name] = other
		}
	}
	return all
}
