package link

import (
	"path"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
)

// composed takes what the linker says of such properties out of its warnings:
// whether there is anything wrong depends on the order of the style sheets, which
// it does not decide.
func composed(sources *texts, warnings []api.Message) (list []Composed, rest []api.Message) {
	for _, m := range warnings {
		if m.ID != "undefined-composes-from" || m.Location == nil || len(m.Notes) < 2 || m.Notes[0].Location == nil || m.Notes[1].Location == nil {
			rest = append(rest, m)
			continue
		}
		c := Composed{Class: pointed(m.Location), Property: pointed(m.Notes[0].Location), First: placeOf(m.Notes[0].Location), Second: placeOf(m.Notes[1].Location)}
		showSource(sources, &c.First)
		showSource(sources, &c.Second)
		list = append(list, c)
	}
	return list, rest
}

// pointed is the text that a place covers.
func pointed(l *api.Location) string {
	start := min(l.Column, len(l.LineText))
	return l.LineText[start:min(start+l.Length, len(l.LineText))]
}

func placeOf(l *api.Location) asset.Message {
	return asset.Message{File: path.Clean(l.File), Line: l.Line, Column: l.Column + 1, Source: l.LineText}
}
