package pipeline

import (
	"path/filepath"
	"slices"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

// Session is builds that follow each other, as files change: the linker stays, and
// with it what it has parsed, where the configuration is the same. Where Node ran it
// ends with each build, for what plugins remember may be about files that change. The
// zero value is ready.
type Session struct {
	bundler bundler.Session
	cfg     *config.Config // that of the plugins
	plugins *plugin.Host   // nil where they are started by the next build
	changes plugin.Changes
	read    Read
}

// Read is what a build has read of the disk.
type Read struct {
	Files   []string // absolute paths; some may not be there
	Trees   []string // absolute paths of directories below which everything matters
	Plugins bool     // plugins ran, which may have read anything
}

// Read tells what the builds so far have read, those that failed included.
func (s *Session) Read() Read { return s.read }

// Close ends the session.
func (s *Session) Close() {
	s.bundler.Close()
	if s.plugins != nil {
		_ = s.plugins.Close() // a directory of the system's own that stays is no reason to fail
	}
	s.plugins = nil
}

// took takes down what a link has read.
func (s *Session) took(reads bundler.Reads) {
	s.read.Files, s.read.Trees = append(s.read.Files, reads.Files...), append(s.read.Trees, reads.Dirs...)
	for _, file := range reads.Files {
		if manifest := manifestOf(file); manifest != "" {
			s.read.Files = append(s.read.Files, manifest)
		}
	}
}

// manifestOf is the package.json of an installed package that a file is of, which
// says where its modules are; "" for other files.
func manifestOf(file string) string {
	const modules = "node_modules"
	home := ""
	for dir := filepath.Dir(file); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		above := filepath.Dir(dir)
		if filepath.Base(above) == modules || filepath.Base(filepath.Dir(above)) == modules && filepath.Base(above)[0] == '@' {
			home = dir
			break
		}
	}
	if home == "" {
		return ""
	}
	return filepath.Join(home, "package.json")
}

// keep takes over from a build that has ended, which has read these files as well.
func (s *Session) keep(cfg *config.Config, plugins *plugin.Host, changes plugin.Changes, read []string) {
	s.read.Files = append(s.read.Files, read...)
	if cfg.PublicDir != "" {
		s.read.Trees = append(s.read.Trees, filepath.Join(cfg.Dir, filepath.FromSlash(cfg.PublicDir)))
	}
	for _, list := range []*[]string{&s.read.Files, &s.read.Trees} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	if s.cfg, s.plugins, s.changes = cfg, plugins, changes; s.plugins == nil || s.plugins.Started() {
		s.read.Plugins = s.plugins != nil
		s.Close()
	}
}
