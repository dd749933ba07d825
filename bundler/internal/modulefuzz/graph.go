// Package modulefuzz checks a bundler against native Node with random programs.
//
// Generate makes a module graph whose modules log when they start, when they
// end, and every imported value they read. A Harness runs the sources in Node,
// has them built, runs what was built, and compares the two logs, entry by
// entry. Where they differ, Shrink takes the program apart until only what is
// needed for the difference is left.
//
// The programs are made so that one rule decides: the build's log equals the
// native log, except that a read which throws natively because its binding is
// not initialized yet (logged as TDZ) may see any value. To make that rule
// sufficient, nothing but that one log line ever depends on such a read; where
// a statement would change state if it did not throw, it logs TAINT, and the
// program says nothing about the builder from there on.
//
//   - Takes: a seed and how large a program may be; what builds it (Builder).
//   - Gives: programs, what their builds do wrong, and the smallest program that
//     still shows it.
//   - Changes: nothing; programs are written into directories that go again.
package modulefuzz

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/chunker"
)

// Graph is a random program and how it is to be split.
type Graph struct {
	Seed    uint64 // what Generate made it from
	Files   []File
	Entries []string // paths of the entry modules
	Config  chunker.Options
}

// File is one source file, cut into statements so that a shrinker can drop some.
type File struct {
	Path  string // relative to the graph's directory
	Stmts []Stmt
}

// Stmt is a piece of source text that stands on lines of its own.
type Stmt struct {
	Text string
	Refs []string // paths of the files that Text names
}

// Source is the text of the file.
func (f File) Source() string {
	var s strings.Builder
	for _, stmt := range f.Stmts {
		s.WriteString(stmt.Text)
		s.WriteByte('\n')
	}
	return s.String()
}

// Write puts the files under dir.
func (g Graph) Write(dir string) error {
	for _, f := range g.Files {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(f.Path)), []byte(f.Source())); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// String prints the program as a txtar archive headed by its configuration.
func (g Graph) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "seed %d, entries %s\n", g.Seed, strings.Join(g.Entries, " "))
	fmt.Fprintf(&s, "maxSize %s, minSize %s\n", g.Config.MaxSize, g.Config.MinSize)
	for _, group := range g.Config.Groups {
		fmt.Fprintf(&s, "group %s: packages %q files %q priority %d maxSize %s\n",
			group.Name, group.Packages, group.Files, group.Priority, group.MaxSize)
	}
	for _, f := range g.Files {
		fmt.Fprintf(&s, "-- %s --\n%s", f.Path, f.Source())
	}
	return s.String()
}
