package modulefuzz

import (
	"context"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// Shrink drops entries, modules, statements and groups as long as the program
// stays valid and its build keeps differing in the same way.
func (h *Harness) Shrink(ctx context.Context, d Difference) (Difference, error) {
	for {
		smaller, err := h.shrinkOnce(ctx, d)
		if err != nil || size(smaller.Graph) == size(d.Graph) {
			return smaller, err
		}
		d = smaller
	}
}

func (h *Harness) shrinkOnce(ctx context.Context, d Difference) (Difference, error) {
	var err error
	for _, smaller := range []func(Graph) []Graph{withoutEntries, withoutConfig, withoutFiles, withoutHalves, withoutStatements} {
		for {
			found, e := h.first(ctx, d.Kind, smaller(d.Graph))
			if e != nil {
				return d, e
			}
			if found == nil {
				break
			}
			d = *found
		}
	}
	return d, err
}

// first returns the difference of the first program that differs in the given
// way; nil if none does.
func (h *Harness) first(ctx context.Context, kind Kind, graphs []Graph) (*Difference, error) {
	for batch := range slices.Chunk(graphs, 40) {
		verdicts, err := h.Check(ctx, batch)
		if err != nil {
			return nil, err
		}
		for _, v := range verdicts {
			if v.Invalid == nil && v.Difference != nil && v.Difference.Kind == kind {
				return v.Difference, nil
			}
		}
	}
	return nil, nil
}

func size(g Graph) int {
	n := len(g.Entries) + len(g.Config.Groups)
	for _, f := range g.Files {
		n += 1 + len(f.Stmts)
	}
	return n
}

func withoutEntries(g Graph) []Graph {
	var all []Graph
	for i := range g.Entries {
		if len(g.Entries) > 1 {
			smaller := g
			smaller.Entries = slices.Delete(slices.Clone(g.Entries), i, i+1)
			all = append(all, smaller)
		}
	}
	return all
}

func withoutConfig(g Graph) []Graph {
	var all []Graph
	for i := range g.Config.Groups {
		smaller := g
		smaller.Config.Groups = slices.Delete(slices.Clone(g.Config.Groups), i, i+1)
		all = append(all, smaller)
	}
	if g.Config.MaxSize != 244*asset.KB {
		smaller := g
		smaller.Config.MaxSize = 244 * asset.KB
		all = append(all, smaller)
	}
	if g.Config.MinSize != 1 {
		smaller := g
		smaller.Config.MinSize = 1
		all = append(all, smaller)
	}
	return all
}

// withoutFiles drops one file and every statement that names it.
func withoutFiles(g Graph) []Graph {
	var all []Graph
	for _, f := range g.Files {
		if slices.Contains(g.Entries, f.Path) || f.Path == "package.json" {
			continue
		}
		smaller := g
		smaller.Files = nil
		for _, other := range g.Files {
			if other.Path != f.Path {
				other.Stmts = slices.DeleteFunc(slices.Clone(other.Stmts), func(s Stmt) bool { return slices.Contains(s.Refs, f.Path) })
				smaller.Files = append(smaller.Files, other)
			}
		}
		all = append(all, smaller)
	}
	return all
}

// withoutHalves drops runs of statements: halves and quarters of files.
func withoutHalves(g Graph) []Graph {
	var all []Graph
	for i, f := range g.Files {
		for n := len(f.Stmts) / 2; n >= 2 && n >= len(f.Stmts)/4; n /= 2 {
			for from := 0; from < len(f.Stmts); from += n {
				all = append(all, g.without(i, from, min(from+n, len(f.Stmts))))
			}
		}
	}
	return all
}

func withoutStatements(g Graph) []Graph {
	var all []Graph
	for i, f := range g.Files {
		for j := range f.Stmts {
			all = append(all, g.without(i, j, j+1))
		}
	}
	return all
}

// without drops some statements of the file with index i.
func (g Graph) without(i, from, to int) Graph {
	g.Files = slices.Clone(g.Files)
	g.Files[i].Stmts = slices.Delete(slices.Clone(g.Files[i].Stmts), from, to)
	return g
}
