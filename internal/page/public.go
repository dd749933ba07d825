package page

import (
	"io/fs"
	"path"
	"strings"
)

// Public is the directory of a project whose files are published under their
// own names. The zero value is a project without one, in which every URL names
// the file of its path.
type Public struct {
	FS  fs.FS  // the project's directory
	Dir string // relative to it, slash-separated; "" for none
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

// address is the path at which a page is published.
func (p Public) address(source string) string {
	if p.Dir != "" {
		source = strings.TrimPrefix(source, p.Dir+"/")
	}
	return source
}

func (p Public) has(name string) bool {
	info, err := fs.Stat(p.FS, name)
	return err == nil && info.Mode().IsRegular()
}
