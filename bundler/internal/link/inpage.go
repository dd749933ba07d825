package link

import (
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// pageText is a module that runs scripts of a page, or stands in one.
type pageText struct {
	text   string
	from   string // the directory that its imports start from
	inline bool
	source string          // the page's file, of an inline module
	script settings.Script // and where it stands there
}

// inPage puts the place in the page into a message about a module that stands there.
func (t *texts) inPage(m *asset.Message) {
	name, ok := strings.CutPrefix(m.File, Page.prefix())
	page, known := t.pages[name]
	if !ok || !known || !page.inline {
		return
	}
	m.File = page.source
	switch at := page.script; {
	case m.Line < 1 || at.Line < 1:
		m.Line, m.Column, m.Source = at.Line, 0, ""
	case m.Line > 1:
		m.Line += at.Line - 1
	case at.Column < 1:
		m.Line, m.Column, m.Source = at.Line, 0, ""
	default:
		m.Line, m.Column, m.Source = at.Line, m.Column+at.Column-1, at.LineText
	}
}
