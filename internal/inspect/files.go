package inspect

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/report"
)

// files reads the files of another tool's build that a host serves as they are.
func files(dist fs.FS, needs func(p, name string, size int64) bool) ([]asset.File, error) {
	next := isNext(dist)
	all, err := report.Files(dist, func(p string, size int64) bool {
		return needs != nil && !needs(p, withoutHash(p), size)
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(f asset.File) bool {
		return unserved(f.Path) || next && !strings.HasPrefix(f.Path, "static/")
	}), nil
}

// unserved tells what no host serves as it is: names that begin with a dot,
// except .well-known, what configures hosts, and programs that run on them.
func unserved(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" || part == "_worker.js" {
			return true
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".php", ".asp", ".aspx", ".jsp", ".cgi", ".conf":
		return true
	}
	switch path.Base(name) {
	case "web.config": // of IIS, in any directory
		return true
	}
	switch name {
	case "_headers", "_redirects", "_routes.json", "vercel.json", "staticwebapp.config.json", "firebase.json", "netlify.toml", "wrangler.toml", "CNAME":
		return true
	}
	return false
}

// name tells of every file whether its name carries a content hash, and what
// its name is without: by the manifest, and where that does not tell by the
// name alone and those beside it. What is only likely to be a hash is no reason
// to keep a file for ever, but has to go from a name by which builds are
// compared.
func (s *site) name() {
	chunks := s.manifest.names()
	beside := map[string]*neighbors{}
	for _, f := range s.build.Files {
		dir := path.Dir(f.Path)
		if beside[dir] == nil {
			beside[dir] = &neighbors{}
		}
		beside[dir].add(f.Path)
	}
	for i := range s.build.Files {
		f := &s.build.Files[i]
		if own := chunks[f.Path]; own.is(f.Path) {
			if f.Immutable = own.hashes(f.Path); f.Immutable {
				f.Name = path.Join(path.Dir(f.Path), own.name+path.Ext(f.Path))
			}
			continue
		}
		f.Immutable = beside[path.Dir(f.Path)].hashed(f.Path)
		if f.Immutable || mayBeHashed(f.Path) {
			f.Name = withoutHash(f.Path)
		}
		if name, ok := nextName(f.Path); ok && f.Name == f.Path {
			f.Name, f.Immutable = name, true
		}
	}
}
