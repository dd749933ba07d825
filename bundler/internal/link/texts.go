package link

import (
	"maps"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// Text is the source of a module, as the linker read it or as plugins made it.
type Text struct {
	Text   string
	loader api.Loader
}

// texts are the sources that a run has read, by the names that the metafile has
// for their modules: what is asked of them after the run is told by these, and
// not by what is on disk then. They are safe for concurrent use.
type texts struct {
	pages  map[string]pageText // modules of pages
	mu     sync.Mutex
	byName map[string]Text
	sheets map[string]string // the style sheets, as their authors wrote them
}

// keepSheet notes the source of a style sheet.
func (t *texts) keepSheet(name, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.sheets == nil {
		t.sheets = map[string]string{}
	}
	t.sheets[name] = text
}

// written is a source as its author wrote it, and tells whether it is a style sheet.
func (t *texts) written(name string) (text string, sheet bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if text, ok := t.sheets[name]; ok {
		return text, true
	}
	return t.byName[name].Text, false
}

// keep notes the source of a module.
func (t *texts) keep(name string, text Text) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byName == nil {
		t.byName = map[string]Text{}
	}
	t.byName[name] = text
}

// of gives the source of a module; ok is false for what is no script.
func (t *texts) of(name string) (text Text, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text, ok = t.byName[name]
	return text, ok
}

// all gives all sources.
func (t *texts) all() map[string]Text {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.byName)
}
