package inspect

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// site is another tool's build while it is looked at. Its files are its own, so
// that they can be completed in place.
type site struct {
	dist     fs.FS
	build    asset.Build
	manifest manifest
	entries  []asset.Root // that statistics name
	routes   []asset.Root // likewise, where scripts do not tell
}

// drop takes what is about the build out of what is published.
func (s *site) drop(name string) {
	s.build.Files = slices.DeleteFunc(s.build.Files, func(f asset.File) bool { return f.Path == name })
}

// output finds a file by the path that statistics give it: relative to the
// output directory, to the project, or to Angular's directory for browsers.
func (s *site) output(p string) *asset.File {
	for name := p; name != ""; _, name, _ = strings.Cut(name, "/") {
		if f := s.build.File(name); f != nil {
			return f
		}
	}
	return s.build.File("browser/" + p)
}

// sort tells scripts and style sheets of the build from each other.
func (s *site) sort(files []string) (scripts, styles []string) {
	for _, name := range files {
		switch f := s.output(name); {
		case f == nil:
		case f.Kind == asset.KindJS:
			scripts = appendNew(scripts, f.Path)
		case f.Kind == asset.KindCSS:
			styles = appendNew(styles, f.Path)
		}
	}
	return scripts, styles
}

func last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// entry makes an entry of a root with some files: it loads what its scripts
// import, too.
func (s *site) entry(r asset.Root) asset.Root {
	r.Entry = true
	r.Scripts = s.closure(r.Scripts...)
	r.Styles = appendNew(slices.Clone(r.Styles), s.stylesOf(r.Scripts)...)
	return r
}

// closure lists the scripts and everything that they import statically, in the
// order in which a browser runs them.
func (s *site) closure(scripts ...string) []string {
	order := asset.EvaluationOrder(scripts, func(name string) []string {
		if f := s.build.File(name); f != nil {
			return f.Imports
		}
		return nil
	})
	return slices.DeleteFunc(order, func(name string) bool { return s.build.File(name) == nil })
}

// stylesOf lists the style sheets that load with scripts.
func (s *site) stylesOf(scripts []string) []string {
	var list []string
	for _, p := range scripts {
		for _, sheet := range s.build.File(p).CSS {
			if s.build.File(sheet) != nil {
				list = appendNew(list, sheet)
			}
		}
	}
	return list
}

func appendNew(list []string, items ...string) []string {
	for _, item := range items {
		if !slices.Contains(list, item) {
			list = append(list, item)
		}
	}
	return list
}
