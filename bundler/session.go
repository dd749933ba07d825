package bundler

import (
	"context"
	"reflect"
	"slices"
)

// Session links the same entries again and again, as they are on disk each time, and
// does not parse again what has not changed. The zero value is ready; it is not safe
// for concurrent use.
type Session struct {
	linker  *Linker
	options Options
	entries []Entry
	made    int
}

// Made is how many linkers the session has made.
func (s *Session) Made() int { return s.made }

// Link links as the function Link does. Where options and entries are those of the
// time before, it goes on with the linker of then.
func (s *Session) Link(ctx context.Context, o Options, entries []Entry) (*Program, error) {
	if s.linker != nil && (!reflect.DeepEqual(o, s.options) || !reflect.DeepEqual(entries, s.entries)) {
		s.Close()
	}
	if s.linker == nil {
		l, err := NewLinker(o, entries)
		if err != nil {
			return nil, err
		}
		s.linker, s.options, s.entries = l, o, slices.Clone(entries)
		s.made++
	}
	return s.linker.Link(ctx)
}

// Close frees what links share. The session may go on after it.
func (s *Session) Close() {
	if s.linker != nil {
		s.linker.Close()
	}
	s.linker = nil
}
