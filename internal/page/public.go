package page

import (
	"cmp"
	"io/fs"
	"path"
	"strings"
)

// Public is the directory of a project whose files are published under their
// own names. The zero value is a project without one, in which every URL names
// the file of its path.
type Public struct {
	FS      fs.FS  // the project's directory
	Dir     string // relative to it, slash-separated; "" for none
	Outside fs.FS  // Dir, where it is outside of FS
	Root    string // the directory whose pages are published without it; "" means Sources

	Paths map[string]string // where pages are published that do not keep their own paths, by their sources
	// Program tells whether a file is one of the application's modules although its <script> does not say so; nil for no file.
	Program func(file string) bool
}

// in is the same of a project that is read from another file system.
func (p Public) in(fsys fs.FS) Public {
	p.FS = fsys
	return p
}

// Find tells which file of the project stands behind a path of the site, and
// under which path it is published when it keeps its name; "" when it does not.
// A file of the project goes before one of the same path in the public
// directory. A path without a file stands for itself.
func (p Public) Find(name string) (file, published string) {
	if p.Dir == "" {
		return name, ""
	}
	if inside, ok := strings.CutPrefix(name, p.Dir+"/"); ok && p.has(name) {
		return name, inside
	}
	if file := path.Join(p.Dir, name); !p.has(name) && p.has(file) {
		return file, name
	}
	return name, ""
}

// Sources is the directory whose pages are published without it: Parcel's
// projects, and templates of webpack's, have theirs there.
const Sources = "src"

// address is the path at which a page is published.
func (p Public) address(source string) string {
	if at := p.Paths[source]; at != "" {
		return at
	}
	if name, ok := strings.CutSuffix(source, ".ejs"); ok {
		return p.address(name + ".html")
	}
	if p.holds(source) {
		return source[len(p.Dir)+1:]
	}
	if inside, ok := strings.CutPrefix(source, p.root()+"/"); ok && !p.has(inside) {
		return inside
	}
	return source
}

func (p Public) root() string { return cmp.Or(p.Root, Sources) }

// holds tells whether a file stands in the public directory.
func (p Public) holds(name string) bool { return p.Dir != "" && strings.HasPrefix(name, p.Dir+"/") }

func (p Public) has(name string) bool {
	if p.FS == nil {
		return false
	}
	from := p.FS
	if inside, ok := strings.CutPrefix(name, p.Dir+"/"); ok && p.Outside != nil {
		from, name = p.Outside, inside
	}
	info, err := fs.Stat(from, name)
	return err == nil && info.Mode().IsRegular()
}
