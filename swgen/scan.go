package swgen

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Scan lists a directory that any bundler built, or that was written by hand,
// as Generate needs it: with the shell, its entry script and style sheet, the
// base, and which names carry a content hash, by a Vite manifest where there is
// one and by pattern elsewhere. Maps, compressed siblings, dot files and files
// for servers are left out, and so are files too large for any cache, except
// pages, scripts, style sheets and what opts names. An unreadable directory or
// file is an error.
func Scan(dir fs.FS, opts Options) (asset.Build, error) {
	s := scanner{dir: dir, manifest: readManifest(dir), siblings: map[string][]string{}}
	o, err := opts.resolved("")
	if err != nil {
		return asset.Build{}, err
	}
	if err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error { return s.visit(o, name, d, err) }); err != nil {
		return asset.Build{}, err
	}
	for i := range s.files {
		f := &s.files[i]
		if f.Immutable = s.hashed(f.Path); f.Immutable {
			f.Name = withoutHash(f.Path)
		}
	}
	build := asset.Build{}.With(s.files...)
	if len(build.Files) == 0 {
		return build, errors.New("no files in the directory; name the one that a build wrote")
	}
	shell := s.shell(build)
	if shell == "" {
		for _, name := range []string{"browser", "client", "public", "out", "dist", "build"} {
			if _, err := fs.Stat(dir, name+"/index.html"); err == nil {
				return build, fmt.Errorf("no page in the directory, but %s/index.html; name the directory %s in it", name, name)
			}
		}
		build.Base = "./"
		return build, nil
	}
	build.Roots, build.Base = roots(build, shell, s.manifest)
	return build, nil
}

// scanner collects the files of a directory.
type scanner struct {
	dir      fs.FS
	manifest manifest
	files    []asset.File
	siblings map[string][]string // names by directory
}

func (s *scanner) visit(o Options, name string, d fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case name == ".":
		return nil
	case ignored(d.Name()) && d.IsDir():
		return fs.SkipDir
	case ignored(d.Name()) || d.IsDir() || name == o.File:
		return nil
	}
	info, err := fs.Stat(s.dir, name) // follows links
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return nil
	}
	s.siblings[path.Dir(name)] = append(s.siblings[path.Dir(name)], name)
	kind := asset.KindOf(name)
	needed := kind == asset.KindHTML || kind == asset.KindJS || kind == asset.KindCSS || o.names(name) || info.Size() <= int64(max(o.StaticMaxSize, o.ImageMaxSize))
	if !needed {
		return nil
	}
	data, err := fs.ReadFile(s.dir, name)
	if err != nil {
		return err
	}
	if name == o.listFile() && Generated(data) {
		return nil
	}
	s.files = append(s.files, asset.File{Path: name, Name: name, Kind: kind, Data: data})
	return nil
}

// names tells whether the precache names a path.
func (o Options) names(name string) bool {
	return slices.ContainsFunc(o.Precache, func(pattern string) bool {
		pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/")
		for _, candidate := range []string{name, withoutHash(name)} {
			if ok, err := path.Match(pattern, candidate); ok && err == nil || candidate == pattern {
				return true
			}
		}
		return false
	})
}

// ignored tells by its name what browsers do not ask for.
func ignored(name string) bool {
	if _, _, sibling := asset.Sibling(strings.ToLower(name)); sibling {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".map", ".php", ".asp", ".aspx", ".jsp", ".cgi", ".toml", ".conf":
		return true
	}
	switch name {
	case "_headers", "_redirects", "_routes.json", "_worker.js", "web.config", "vercel.json", "staticwebapp.config.json", "firebase.json", "CNAME",
		"robots.txt", "3rdpartylicenses.txt", "prerendered-routes.json", "asset-manifest.json", "ngsw.json", "ngsw-worker.js", "safety-worker.js", "worker-basic.min.js", "node_modules":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".LICENSE.txt")
}

// hashed goes by the manifest, and where that does not tell by the name alone.
func (s *scanner) hashed(name string) bool {
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if c, own := s.manifest.chunk(name); own != "" {
		if c.File == name {
			return stem != own
		}
		if strings.HasPrefix(stem, own+"-") || strings.HasPrefix(stem, own+".") {
			return true
		}
	}
	return Hashed(name, s.siblings[path.Dir(name)])
}

// shell is the page for all routes: index.html, what hosts call the fallback
// page, or the only page in the top directory.
func (s *scanner) shell(build asset.Build) string {
	var pages []string
	for _, f := range build.Files {
		if f.Kind == asset.KindHTML && !strings.Contains(f.Path, "/") {
			pages = append(pages, f.Path)
		}
	}
	for _, name := range []string{"index.html", "200.html", "index.csr.html", "app.html"} {
		if slices.Contains(pages, name) {
			return name
		}
	}
	if len(pages) == 1 {
		return pages[0]
	}
	return ""
}

// manifest is Vite's: source path → chunk. Paintbox writes the same.
type manifest map[string]chunk

type chunk struct {
	File, Name, Src string
	IsEntry         bool
	CSS             []string
}

// readManifest returns nil when there is none. A manifest.json of another kind,
// such as a web app manifest, is none.
func readManifest(dir fs.FS) manifest {
	for _, name := range []string{".paintbox/manifest.json", ".vite/manifest.json", "manifest.json"} {
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			continue
		}
		var m manifest
		if json.Unmarshal(data, &m) == nil && slices.ContainsFunc(slices.Collect(maps.Values(m)), func(c chunk) bool { return c.File != "" }) {
			return m
		}
	}
	return nil
}

// chunk finds the chunk that a file belongs to, and the chunk's name, from which
// the names of its files are made by adding the hash; "" when there is none.
func (m manifest) chunk(file string) (chunk, string) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		c := m[key]
		if c.File != file && !slices.Contains(c.CSS, file) {
			continue
		}
		if c.Name == "" {
			c.Name = strings.TrimSuffix(path.Base(c.Src), path.Ext(c.Src))
		}
		return c, c.Name
	}
	return chunk{}, ""
}
