// Package filter decides in Go which modules the hooks of plugins may have to do
// with, so that a file that none of them takes never leaves it.
//
// The host describes its hooks (Hook), with their patterns in JavaScript's
// language. Those become Go's, where Go has an expression that matches the same
// texts (internal/jsregexp). A filter never passes less than the hook would take: what
// it cannot decide, the host does.
//
//   - Takes: a Hook, as the host describes it, and the module in question.
//   - Gives: whether the hook may have to do with that.
//   - Changes: nothing; a Filter is safe for concurrent use.
package filter

import (
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/jsregexp"
)

// Hook is a hook of a plugin, as the host tells of it.
type Hook struct {
	Plugin string               `json:"plugin"`
	Name   string               `json:"name"`
	Own    bool                 `json:"own"`
	Filter *filterDescription   `json:"filter"`
	Any    []patternDescription `json:"any"` // of esbuild's shape: one of these passes
}

type filterDescription struct {
	ID   *listDescription `json:"id"`
	Code *listDescription `json:"code"`
}

type listDescription struct {
	Include []patternDescription `json:"include"`
	Exclude []patternDescription `json:"exclude"`
}

type patternDescription struct {
	Source    string  `json:"source"`
	Flags     string  `json:"flags"`
	Text      string  `json:"text"`
	Namespace *string `json:"namespace"`
}

// Filter decides whether a hook may have to do with a module. It passes what it
// cannot decide: the host has the last word.
type Filter struct {
	id, code list
	any      []pattern
	either   bool // any counts
}

type list struct {
	include, exclude []pattern
	stated           bool // include counts
}

// pattern is an expression, or a text that must occur. One that Go has no
// expression for is open: it may match.
type pattern struct {
	re        *regexp.Regexp
	text      string
	open      bool
	namespace *string
}

// New reads a hook's description.
func New(d Hook) Filter {
	f := Filter{either: d.Any != nil, any: patterns(d.Any)}
	if d.Filter != nil {
		f.id, f.code = newList(d.Filter.ID), newList(d.Filter.Code)
	}
	return f
}

func newList(d *listDescription) list {
	if d == nil {
		return list{}
	}
	return list{include: patterns(d.Include), exclude: patterns(d.Exclude), stated: d.Include != nil}
}

func patterns(from []patternDescription) []pattern {
	list := make([]pattern, len(from))
	for i, d := range from {
		list[i] = pattern{text: d.Text, namespace: d.Namespace}
		if d.Source != "" {
			expression, ok := jsregexp.Translate(d.Source, d.Flags)
			list[i].open = !ok
			if ok {
				list[i].re = expression
			}
		}
	}
	return list
}

// Passes decides by a module's id, and by its text where that is known.
func (f Filter) Passes(s Subject) bool {
	if f.either {
		return slices.ContainsFunc(f.any, func(p pattern) bool {
			return (p.namespace == nil || *p.namespace == s.Namespace || *p.namespace == "file" && s.Namespace == "") && p.matches(s.name())
		})
	}
	return f.id.passes(s.ID) && (s.Text == nil || f.code.passes(string(s.Text)))
}

func (l list) passes(text string) bool {
	for _, p := range l.exclude {
		if !p.open && p.matches(text) {
			return false
		}
	}
	return !l.stated || slices.ContainsFunc(l.include, func(p pattern) bool { return p.matches(text) })
}

func (p pattern) matches(text string) bool {
	switch {
	case p.open:
		return true
	case p.re != nil:
		return p.re.MatchString(text)
	}
	return strings.Contains(text, p.text)
}

// Subject is what a filter decides about: a module, or an import by its
// specifier and its importer's namespace.
type Subject struct {
	ID, Namespace string
	Text          []byte // nil where it is not known
	Specifier     bool
}

// name is the id as esbuild's plugins see it: of a file without its query.
func (s Subject) name() string {
	if s.Namespace != "" || s.Specifier {
		return s.ID
	}
	name, _, _ := strings.Cut(s.ID, "?")
	return name
}
