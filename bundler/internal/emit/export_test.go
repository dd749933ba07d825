package emit

// Minified counts the chunks of the plan before that are not minified again
// where they are the same: two with one text count once.
func (e *Emitter) Minified() map[[32]byte][]byte {
	codes := map[[32]byte][]byte{}
	for key, m := range e.minified {
		codes[key] = m.code
	}
	return codes
}
