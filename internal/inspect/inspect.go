// Package inspect reads a directory that a build wrote, so that budgets can
// judge it without building.
//
// A directory that Paintbox published tells everything by its records
// (report.Load). Of another tool's directory Read finds out what budgets need:
//
//   - entries: its pages with the scripts, preloads and style sheets that they
//     name, followed through static imports; what a manifest or statistics call
//     entries; in a directory without any of these, scripts that no other imports;
//   - routes: the targets of import(), with what is not certainly loaded before;
//   - modules and packages, where the tool left statistics (stats.json of
//     webpack, metafiles of esbuild and Angular) or source maps;
//   - compressed sizes: of the siblings, and where a file has none, of
//     its compressed bytes.
package inspect

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/report"
	"github.com/paintbox-build/paintbox/swgen"
)

// Options say what is needed of a build. For one of Paintbox only Needs and
// Changed mean anything: its records state the rest.
type Options struct {
	ChunkLimit asset.Size            // by which every chunk is judged, in raw bytes; 0 for no limit
	Measures   []budgets.Measure     // what files are measured in besides raw
	Progress   func(done, total int) // of compressing; may be nil
	Above      fs.FS                 // the directory that holds this one, for statistics that a tool leaves there; may be nil

	// Needs tells by path, name without hash and size in bytes which of the files that a host serves are needed; the others are left out. Nil means all.
	Needs func(p, name string, size int64) bool
	// Changed says that something may have changed the files since Paintbox wrote its records. Records that do not agree with the files are then ignored, instead of being an error.
	Changed bool
}

// Read reads the directory. A directory that is no build is an error, and so is
// one of Paintbox whose records are damaged or do not agree with its files; a
// worker that swgen wrote may be newer than they are.
func Read(ctx context.Context, dist fs.FS, opts Options) (asset.Build, error) {
	if isProject(dist) {
		return asset.Build{}, errors.New("this is a project, not a build (name the directory that a build wrote)")
	}
	if report.Published(dist) {
		build, err := report.Load(dist, func(f *asset.File) bool { return swgen.Generated(f.Data) })
		if err == nil {
			build.Precache = swgen.Precached(build)
			build.Files = needed(build.Files, opts.Needs)
		}
		if err == nil || !opts.Changed {
			return build, err
		}
	}
	list, err := files(dist, opts.Needs)
	if err != nil {
		return asset.Build{}, err
	}
	list, stale := report.Decodable(list)
	s := &site{dist: dist, build: asset.Build{Warnings: stale}.With(list...)}
	if err := s.records(opts.Above); err != nil {
		return asset.Build{}, err
	}
	if !slices.ContainsFunc(s.build.Files, report.IsFrontend) {
		return asset.Build{}, errors.New("no pages, scripts or style sheets here (name the directory that a build wrote)")
	}
	s.link()
	s.explain()
	s.build.Roots = s.roots()
	s.build.Base = s.publicPath()
	s.build.Precache = swgen.Precached(s.build)
	s.limit(opts.ChunkLimit)
	return compressed(ctx, s.build, opts)
}

// needed leaves out what a caller does not need of Paintbox's own build.
func needed(files []asset.File, needs func(p, name string, size int64) bool) []asset.File {
	if needs == nil {
		return files
	}
	return slices.DeleteFunc(files, func(f asset.File) bool {
		return unserved(f.Path) || !needs(f.Path, f.Name, int64(len(f.Data)))
	})
}

// isProject tells the sources of an application from what is made of them.
func isProject(dir fs.FS) bool {
	for _, name := range []string{"package.json", "node_modules"} {
		if _, err := fs.Stat(dir, name); err != nil {
			return false
		}
	}
	return true
}

// records reads what tools leave about their builds, and takes it out of the
// files that are published.
func (s *site) records(above fs.FS) error {
	for _, name := range []string{report.Dir + "/manifest.json", ".vite/manifest.json", "manifest.json"} {
		if m := readManifest(s.dist, name); m != nil {
			s.manifest = m
			s.drop(name)
			break
		}
	}
	s.name()
	if isNext(s.dist) {
		if err := s.next(); err != nil {
			return err
		}
	}
	for _, name := range []string{"stats.json", "meta.json", "metafile.json"} {
		found, err := s.statistics(s.dist, name)
		if err != nil {
			return fmt.Errorf("%s: %w (build again, or remove it)", name, err)
		}
		if found {
			s.drop(name)
			return nil
		}
	}
	if above != nil { // Angular's, beside browser/
		if _, err := s.statistics(above, "stats.json"); err != nil {
			return fmt.Errorf("../stats.json: %w (build again, or remove it)", err)
		}
	}
	return nil
}

// limit sets the limit of every script that a bundler made: its name is hashed,
// or an entry or a route loads it.
func (s *site) limit(n asset.Size) {
	loaded := map[string]bool{}
	for _, r := range s.build.Roots {
		for _, p := range r.Scripts {
			loaded[p] = true
		}
	}
	for i := range s.build.Files {
		if f := &s.build.Files[i]; f.Kind == asset.KindJS && (f.Immutable || loaded[f.Path]) {
			f.Limit = n
		}
	}
}

// compressed measures the files that come without siblings.
func compressed(ctx context.Context, b asset.Build, opts Options) (asset.Build, error) {
	for _, m := range opts.Measures {
		coding := string(m)
		bare := slices.DeleteFunc(slices.Clone(b.Files), func(f asset.File) bool { return f.Encodings[coding] != nil })
		done, err := compress.All(ctx, asset.Build{Files: bare}, compress.Options{Codings: compress.Selection{coding: true}}, nil, opts.Progress)
		if err != nil {
			return asset.Build{}, err
		}
		for i := range done.Files {
			done.Files[i].Encodings = bare[i].Encodings.With(coding, done.Files[i].Encodings[coding])
		}
		b = b.With(done.Files...)
		b.Warnings = append(b.Warnings, done.Warnings...)
	}
	return b, nil
}
