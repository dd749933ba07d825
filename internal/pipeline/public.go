package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/page"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

func (s *site) publicFiles() page.Public {
	public := page.Public{FS: os.DirFS(s.cfg.Dir), Dir: s.cfg.PublicDir, Root: s.root, Paths: s.paths()}
	if s.cfg.Package.Parcel() {
		public.Program = s.program
	}
	if strings.HasPrefix(public.Dir, "../") {
		public.Outside = os.DirFS(s.file(public.Dir))
	}
	return public
}

// program tells whether a script is a module: one of ECMAScript or CommonJS, or
// one in another language than browsers'.
func (s *site) program(file string) bool {
	text, err := s.readFile(file)
	return err == nil && (bundler.IsModule(file, text) || callsRequire(text))
}

// callsRequire tells whether a script calls require("…"), and not a method of
// that name.
func callsRequire(text []byte) bool {
	r := lex.NewReader(text, false)
	var before [3]lex.Token
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		callee := text[before[1].Start:before[1].End]
		member := before[0].Kind == lex.Dot || before[0].Kind == lex.Optional
		if _, literal := lex.Value(text[t.Start:t.End]); literal && before[2].Kind == lex.ParenOpen && string(callee) == "require" && !member {
			return true
		}
		before = [3]lex.Token{before[1], before[2], t}
	}
	return false
}

// readPublic reads the files of the public directory, except the pages there
// that are entries.
func (s *site) readPublic() ([]asset.File, error) {
	if s.cfg.PublicDir == "" {
		return nil, nil
	}
	if err := s.leadsOut(s.cfg.PublicDir); err != nil {
		return nil, &asset.SettingError{Key: "publicDir", Text: err.Error()}
	}
	var files []asset.File
	dir := os.DirFS(s.file(s.cfg.PublicDir))
	entries := s.cfg.Entries.Sources()
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		source := path.Join(s.cfg.PublicDir, name)
		if err != nil {
			return unreadable(source, err)
		}
		if d.IsDir() || slices.Contains(entries, source) {
			return nil
		}
		info, err := fs.Stat(dir, name) // of what a link names
		if err != nil {
			return unreadable(source, err)
		}
		if err := s.leadsOut(source); err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is not a file (only files are published; links to directories are not followed)", source)
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return unreadable(source, err)
		}
		s.seen.add(s.file(source))
		files = append(files, asset.File{Path: name, Name: name, Kind: asset.KindOf(name), Data: data, Source: source, Public: true})
		return nil
	})
	if err != nil {
		return nil, &asset.SettingError{Key: "publicDir", Text: err.Error()}
	}
	return files, nil
}

// leadsOut is an error for a symbolic link by which what is none of the project's
// would be published, such as a file of the user's.
func (s *site) leadsOut(source string) error {
	if s.cfg.PublicLinks == "follow" {
		return nil
	}
	at := s.file(source)
	target, err := filepath.EvalSymlinks(at)
	if err != nil {
		return unreadable(source, err)
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(at))
	if err != nil {
		return unreadable(source, err)
	}
	if target == filepath.Join(dir, filepath.Base(at)) || pathname.Within(workspace(s.cfg.Dir), target) {
		return nil
	}
	return fmt.Errorf(`%s is a symbolic link that leads out of the project, to %s (put what it names into the project; or set "publicLinks" to "follow" to publish it)`, source, target)
}

// workspace is the directory of the workspace that a project is in, or the project's.
func workspace(project string) string {
	for dir := project; ; dir = filepath.Dir(dir) {
		for _, name := range []string{"pnpm-workspace.yaml", "lerna.json", ".git"} {
			if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
				return dir
			}
		}
		var manifest struct{ Workspaces any }
		data, err := os.ReadFile(filepath.Join(dir, "package.json"))
		if err == nil && json.Unmarshal(data, &manifest) == nil && manifest.Workspaces != nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return project
		}
	}
}

// unreadable is the error of a public file or directory that cannot be read.
func unreadable(source string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s leads nowhere (correct the symbolic link, or remove it)", source)
	}
	return fmt.Errorf("cannot read %s: %w (make it readable, or move it out of the public directory)", source, pathname.Reason(err))
}

// addPublic adds the public files. That the build writes a file of the same
// path is an error.
func (s *site) addPublic(build asset.Build) (asset.Build, error) {
	written := map[string]bool{}
	add := func(file string) {
		for ; file != "."; file = path.Dir(file) {
			written[file] = true
		}
	}
	for _, f := range build.Files {
		add(f.Path)
	}
	public := map[string]bool{}
	for _, f := range s.public {
		public[f.Path] = true
	}
	var failed asset.Messages
	for _, f := range s.public {
		if text, note := s.clash(f.Path, written, public); text != "" {
			failed = append(failed, asset.Message{File: f.Source, Text: text, Note: note})
		}
	}
	if failed != nil {
		return build, failed
	}
	return build.With(s.public...), nil
}

// clash tells why a public file cannot be published under its name, and what to
// change; "" when it can.
func (s *site) clash(file string, written, public map[string]bool) (text, note string) {
	plain, c, sibling := coding.Sibling(file)
	switch {
	case strings.HasSuffix(file, ".html") && written[file]:
		return "the build writes this page, too: " + file + " is an entry", "remove one of them, or name only this one in \"entries\""
	case written[file]:
		return "the build writes " + file + ", too", "rename the file in " + s.cfg.PublicDir
	case strings.HasPrefix(file, ".paintbox/"):
		return "the build keeps its records in .paintbox", "rename the directory"
	case sibling && s.cfg.Compress.Codings[c.Name] && public[plain]:
		return "the build compresses " + plain + " itself", `remove the file, or set "compress" to false`
	}
	return "", ""
}
