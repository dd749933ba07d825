package page

import (
	"slices"
	"strings"
)

// nesting follows which elements are open, as far as it matters whether a browser
// takes what stands in them for parts of a picture or a formula, and whether it does
// anything with it.
type nesting struct {
	open []nest
}

// nest is an open element.
type nest struct {
	name  string
	space string // of what stands in it: "svg", "math", "" for HTML
	inert bool   // nothing in it runs, is fetched, or shown
}

// space is that of what comes next.
func (n *nesting) space() string {
	if len(n.open) == 0 {
		return ""
	}
	return n.open[len(n.open)-1].space
}

// inert tells whether what comes next is inert.
func (n *nesting) inert() bool { return len(n.open) > 0 && n.open[len(n.open)-1].inert }

// start notes where an element stands, and what it opens. A <template> that declares
// a shadow root is none that holds something back.
func (n *nesting) start(e *element, closed bool) {
	if n.space() != "" && breaksOut(e) {
		for n.space() != "" {
			n.open = n.open[:len(n.open)-1]
		}
	}
	e.space, e.inert = n.space(), n.inert()
	in := nest{e.name, e.space, e.inert}
	switch {
	case e.space == "" && (e.name == "svg" || e.name == "math"):
		e.space, in.space = e.name, e.name
	case integrates(e):
		in.space = ""
	case e.space == "" && e.name == "template":
		in.inert = in.inert || !declaresShadow(e)
	case e.space == "" && e.name == "noscript":
		in.inert = true
	case e.space == "" || e.name != e.space:
		return
	}
	if !closed || e.space == "" {
		n.open = append(n.open, in)
	}
}

// end closes an element, with those in it that are still open.
func (n *nesting) end(name string) {
	for i := range slices.Backward(n.open) {
		if n.open[i].name == name {
			n.open = n.open[:i]
			return
		}
	}
}

// declaresShadow tells whether a <template> becomes the shadow root of the element
// around it while the page is read.
func declaresShadow(e *element) bool {
	mode := strings.ToLower(e.value("shadowrootmode"))
	return mode == "open" || mode == "closed"
}

// integrates tells whether what stands in an element of a picture or formula is HTML.
// (HTML standard, 13.2.6: integration points.)
func integrates(e *element) bool {
	switch e.space {
	case "svg":
		return e.name == "foreignobject" || e.name == "desc" || e.name == "title"
	case "math":
		kind := strings.ToLower(e.value("encoding"))
		return slices.Contains([]string{"mi", "mo", "mn", "ms", "mtext"}, e.name) || e.name == "annotation-xml" && (kind == "text/html" || kind == "application/xhtml+xml")
	}
	return false
}

// breaksOut tells whether an element ends the picture or formula that it stands in.
// (HTML standard, 13.2.6.5.)
func breaksOut(e *element) bool {
	if e.name == "font" {
		return e.get("color") != nil || e.get("face") != nil || e.get("size") != nil
	}
	return slices.Contains(strings.Fields("b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"), e.name)
}
