package modulefuzz

import (
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/chunker"
)

// cut makes a program smaller. Cuts of one program can be combined.
type cut func(Graph) Graph

// Shrink drops entries, modules, statements and groups as long as the program
// stays valid and its build keeps differing in the same way.
func (h *Harness) Shrink(ctx context.Context, d Difference) (Difference, error) {
	for before := -1; before != size(d.Graph); {
		before = size(d.Graph)
		for _, cuts := range []func(Graph) []cut{cutEntries, cutFiles, cutRuns, cutStatements, cutConfig} {
			var err error
			if d, err = h.apply(ctx, d, cuts(d.Graph)); err != nil {
				return d, err
			}
		}
	}
	return d, nil
}

// apply makes those of the cuts that keep the difference. It tries each by
// itself first, and then as many as possible together.
func (h *Harness) apply(ctx context.Context, d Difference, cuts []cut) (Difference, error) {
	var single []Graph
	for _, c := range cuts {
		single = append(single, c(d.Graph))
	}
	found, err := h.differing(ctx, d, single)
	if err != nil {
		return d, err
	}
	var good []cut
	for i, f := range found {
		if f != nil {
			good = append(good, cuts[i])
		}
	}
	for len(good) > 0 {
		var sizes []int
		var tries []Graph
		for n := len(good); n > 0; n /= 2 {
			sizes = append(sizes, n)
			tries = append(tries, all(d.Graph, good[:n]))
		}
		found, err := h.differing(ctx, d, tries)
		if err != nil {
			return d, err
		}
		taken := 1
		if i := slices.IndexFunc(found, func(f *Difference) bool { return f != nil }); i >= 0 {
			d, taken = *found[i], sizes[i]
		}
		good = good[taken:]
	}
	return d, nil
}

func all(g Graph, cuts []cut) Graph {
	for _, c := range cuts {
		g = c(g)
	}
	return g
}

// differing returns the difference of each program that differs as d does, and
// nil for the others.
func (h *Harness) differing(ctx context.Context, d Difference, graphs []Graph) ([]*Difference, error) {
	var found []*Difference
	for part := range slices.Chunk(graphs, batch) {
		verdicts, err := h.Check(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, v := range verdicts {
			if v.Invalid != nil || v.Difference != nil && !v.Difference.like(d) {
				v.Difference = nil
			}
			found = append(found, v.Difference)
		}
	}
	return found, nil
}

// like tells whether two differences seem to have the same cause.
func (d Difference) like(other Difference) bool {
	if d.Kind != other.Kind {
		return false
	}
	return d.Kind != Broken || complaint(d.Err) == complaint(other.Err)
}

// complaint is an error without the names in it.
func complaint(err error) string {
	return regexp.MustCompile(`"[^"]*"|[^ ]*[0-9][^ ]*`).ReplaceAllString(err.Error(), "")
}

func size(g Graph) int {
	n := len(g.Entries) + len(g.Config.Groups)
	for _, f := range g.Files {
		n++
		for _, s := range f.Stmts {
			n += len(s.Text)
		}
	}
	return n
}

func cutEntries(g Graph) []cut {
	var cuts []cut
	for _, e := range g.Entries {
		cuts = append(cuts, func(g Graph) Graph {
			if len(g.Entries) > 1 {
				g.Entries = without(g.Entries, func(other string) bool { return other == e })
			}
			return g
		})
	}
	return cuts
}

func cutConfig(g Graph) []cut {
	cuts := []cut{
		func(g Graph) Graph { g.Config.MaxSize = 244 * asset.KB; return g },
		func(g Graph) Graph { g.Config.MinSize = 1; return g },
	}
	for _, group := range g.Config.Groups {
		same := func(other chunker.Group) bool { return other.Name == group.Name }
		cuts = append(cuts, func(g Graph) Graph {
			g.Config.Groups = without(g.Config.Groups, same)
			return g
		}, func(g Graph) Graph {
			g.Config.Groups = slices.Clone(g.Config.Groups)
			if i := slices.IndexFunc(g.Config.Groups, same); i >= 0 {
				g.Config.Groups[i].MaxSize = 0
			}
			return g
		})
	}
	return cuts
}

// cutFiles drops one file and every statement that names it.
func cutFiles(g Graph) []cut {
	var cuts []cut
	for _, f := range g.Files {
		if slices.Contains(g.Entries, f.Path) || path.Base(f.Path) == "package.json" {
			continue
		}
		cuts = append(cuts, func(g Graph) Graph {
			g.Files = without(g.Files, func(other File) bool { return other.Path == f.Path })
			g.Files = without(g.Files, func(other File) bool { return other.Path != "package.json" && g.alone(other) })
			for i := range g.Files {
				g.Files[i].Stmts = without(g.Files[i].Stmts, func(s Stmt) bool { return slices.Contains(s.Refs, f.Path) })
			}
			return g
		})
	}
	return cuts
}

// alone tells whether a file is the package.json of a package without modules.
func (g Graph) alone(f File) bool {
	dir, base := path.Split(f.Path)
	return base == "package.json" && !slices.ContainsFunc(g.Files, func(other File) bool {
		return other.Path != f.Path && strings.HasPrefix(other.Path, dir)
	})
}

// cutRuns drops halves and quarters of files.
func cutRuns(g Graph) []cut {
	var cuts []cut
	for _, f := range g.Files {
		for n := len(f.Stmts) / 2; n >= 2 && n >= len(f.Stmts)/4; n /= 2 {
			for run := range slices.Chunk(f.Stmts, n) {
				cuts = append(cuts, cutOut(f.Path, run))
			}
		}
	}
	return cuts
}

func cutStatements(g Graph) []cut {
	padding := regexp.MustCompile(`(lorem|ipsum|dolor)( (lorem|ipsum|dolor))+`)
	cuts := []cut{func(g Graph) Graph {
		g.Files = slices.Clone(g.Files)
		for i, f := range g.Files {
			g.Files[i].Stmts = slices.Clone(f.Stmts)
			for j, s := range f.Stmts {
				g.Files[i].Stmts[j].Text = padding.ReplaceAllString(s.Text, "lorem")
			}
		}
		return g
	}}
	for _, f := range g.Files {
		for i := range f.Stmts {
			cuts = append(cuts, cutOut(f.Path, f.Stmts[i:i+1]))
		}
	}
	return cuts
}

// cutOut drops statements of a file, which are told by their text.
func cutOut(name string, run []Stmt) cut {
	return func(g Graph) Graph {
		g.Files = slices.Clone(g.Files)
		for i, f := range g.Files {
			if f.Path == name {
				g.Files[i].Stmts = without(f.Stmts, func(s Stmt) bool {
					return slices.ContainsFunc(run, func(other Stmt) bool { return other.Text == s.Text })
				})
			}
		}
		return g
	}
}

// without returns a copy of the list that lacks some of its elements.
func without[T any](list []T, drop func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), drop)
}
