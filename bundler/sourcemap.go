package bundler

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// Source maps lead from a final file back to the source in two steps, since the
// program goes through esbuild twice. The linker's maps lead from its outputs
// to the source. While units are printed, a trace notes which piece of which
// output each piece of a chunk is a copy of. When esbuild has minified the
// chunk, its map, the trace and the linker's maps are composed, token by token.
//
// Source files that Paintbox changes before the linker reads them carry a map
// of that change, which the linker composes with its own.

// mapped tells whether source maps are written.
func (o Options) mapped() bool { return o.Sourcemap == "linked" || o.Sourcemap == "hidden" }

// sourcemap is what esbuild is told.
func (o Options) sourcemap() api.SourceMap {
	if o.mapped() {
		return api.SourceMapExternal
	}
	return api.SourceMapNone
}

// takeMap keeps an output of the linker that is the source map of another. It
// reports whether it is one.
func (l *linked) takeMap(name string, data []byte) bool {
	of, ok := strings.CutSuffix(name, ".map")
	if _, exists := l.meta.Outputs[linkDir+"/"+of]; !ok || !exists || l.meta.Outputs[linkDir+"/"+name].copied() {
		return false
	}
	if l.rawMaps == nil {
		l.rawMaps = map[string][]byte{}
	}
	l.rawMaps[of] = data
	return true
}

// readMaps parses the linker's source maps, several at a time.
func (l *linked) readMaps() error {
	l.maps = make(map[string]*sourcemap.Map, len(l.rawMaps))
	var wait sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for name, data := range l.rawMaps {
		wait.Go(func() {
			m, err := sourcemap.Parse(data, l.outputs[name])
			mu.Lock()
			defer mu.Unlock()
			l.maps[name] = m
			if err != nil {
				failed = fmt.Errorf("linker output %s: %w", name, err)
			}
		})
	}
	wait.Wait()
	l.rawMaps = nil
	return failed
}

// newTrace is nil where no source maps are written.
func (p *Program) newTrace() *sourcemap.Trace {
	if !p.options.mapped() {
		return nil
	}
	return &sourcemap.Trace{}
}

// composeMap makes the source map of a file. Data is esbuild's, from the file to
// its text before minification; edits changed the file since.
func (p *Program) composeMap(data []byte, text string, trace *sourcemap.Trace, edits sourcemap.Edits) ([]byte, error) {
	if !p.options.mapped() {
		return nil, nil
	}
	return sourcemap.Compose(data, []byte(text), trace, edits, p.sourceName)
}

// sourceName is what a source map calls a source: its path as seen from the
// directory of hashed files, if the output directory stands in the project.
// The linker's name is seen from linkDir. What does not exist in the project,
// since it comes from the map that a package brings, never leads out of it.
func (p *Program) sourceName(name string) string {
	if scheme, _, ok := strings.Cut(name, ":"); ok && !strings.Contains(scheme, "/") {
		if strings.HasPrefix(scheme, madePrefix) {
			return "" // made by Paintbox
		}
		return name
	}
	rel := strings.TrimPrefix(path.Clean(name), "../")
	if strings.HasPrefix(rel, "../") {
		file, err := url.PathUnescape(rel)
		if err != nil {
			file = rel
		}
		if _, ok := p.modules[file]; !ok {
			rel = strings.TrimLeft(rel, "./")
		}
	}
	return "../../" + rel
}

// mapComment is the comment by which a file names its source map; "" where it
// does not. It is part of the file before its name is known: the content hash
// is that of the file with a comment that holds another name of as many bytes.
func (o Options) mapComment(file string) string {
	switch {
	case o.Sourcemap != "linked":
		return ""
	case path.Ext(file) == ".css":
		return "\n/*# sourceMappingURL=" + file + ".map */\n"
	}
	return "//# sourceMappingURL=" + file + ".map\n"
}

// mapFile is the source map of a file; its URL may answer with other bytes after
// a change that does not change the file.
func mapFile(f asset.File, data []byte) asset.File {
	return asset.File{Path: f.Path + ".map", Name: f.Name + ".map", Kind: asset.KindMap, Data: data}
}

// withMap adds to a changed source text the map that leads to the file.
func withMap(text, file, content string, spans []sourcemap.Span) string {
	if strings.Contains(content, "sourceMappingURL=") {
		return text // its own map leads further; lines are kept
	}
	data, err := sourcemap.Splice(text, file, content, spans)
	if err != nil {
		return text
	}
	return text + "\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(data) + "\n"
}

// mapInline adds to the text of the nth inline module of a page the map that
// leads to the page.
func mapInline(dir string, e Entry, n int) string {
	text := e.Modules[n].Inline
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Source)))
	if err != nil {
		return text
	}
	page, at := string(data), 0
	for i := 0; i <= n; i++ {
		if m := e.Modules[i]; m.Path == "" {
			found := strings.Index(page[at:], m.Inline)
			if found < 0 {
				return text
			}
			at += found
			if i < n {
				at += len(m.Inline)
			}
		}
	}
	return withMap(text, "../"+e.Source, page, []sourcemap.Span{{From: at, Len: len(text)}})
}
