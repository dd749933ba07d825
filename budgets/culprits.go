package budgets

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// listed is how many contributors a result names: enough to see where the
// bytes are, few enough to read.
const listed = 5

// culprits knows of a build what tells which code is to blame for a size.
type culprits struct {
	build    *asset.Build
	compared bool                   // there is a baseline
	grown    map[string]asset.Size  // raw bytes since the baseline, by package
	modules  *asset.Reached[string] // made when a result first asks for a chain
}

func newCulprits(b *asset.Build, compared bool, grown []Growth) *culprits {
	c := &culprits{build: b, compared: compared, grown: map[string]asset.Size{}}
	for _, g := range grown {
		c.grown[g.Package] = g.After - g.Before
	}
	return c
}

// of lists what fills the subject: code that cannot be cut, then, for
// a limit on growth, what has grown since the baseline, then what is large; what fills less than a
// hundredth is left out. Where too many files are the matter, it lists the
// smallest ones.
func (c *culprits) of(s subject, l Limit) []Contributor {
	if l == LimitRequests {
		return smallest(s.files)
	}
	list := c.byPackage(s.files)
	if len(list) == 1 && list[0].Kind == "package" {
		list = byModule(s.files)
	}
	for i := range list {
		if list[i].Kind == "package" {
			list[i].Grown = c.grown[list[i].Name]
		}
	}
	increase := l == LimitIncrease
	if increase {
		list = slices.DeleteFunc(list, func(c Contributor) bool { return c.Grown < 0 })
	}
	slices.SortStableFunc(list, func(x, y Contributor) int {
		byGrowth := 0
		if increase {
			byGrowth = cmp.Compare(y.growth(), x.growth())
		}
		return cmp.Or(byGrowth, cmp.Compare(y.Bytes, x.Bytes), cmp.Compare(x.Name, y.Name))
	})
	size := s.size(MeasureRaw)
	var first []Contributor
	for _, u := range uncut(s) {
		first = append(first, Contributor{Kind: "module", Name: u.Module, Bytes: u.Bytes, Chain: u.Chain})
		list = slices.DeleteFunc(list, func(c Contributor) bool { return c.Kind == "module" && c.Name == u.Module })
	}
	list = slices.DeleteFunc(list, func(c Contributor) bool { return c.Bytes*100 < size && (!increase || c.growth() == 0) })
	list = slices.Concat(first, list)
	list = list[:min(len(list), listed)]
	for i := range list {
		if list[i].Chain == nil {
			list[i].Chain = c.chain(list[i], s.files)
		}
	}
	return list
}

// growth is by how much the contributor has grown, 0 where it has shrunk or by
// so little that its size matters more.
func (c Contributor) growth() asset.Size {
	if c.Grown < defaultFloor {
		return 0
	}
	return c.Grown
}

// uncut lists the code of a single file that is the reason for its size. What is
// said to be too large must fill most of the limit, as far as the file's shares
// tell: code around it could have gone elsewhere.
func uncut(s subject) []asset.Uncut {
	if len(s.files) != 1 {
		return nil
	}
	f := s.files[0]
	return slices.DeleteFunc(slices.Clone(f.Uncut), func(u asset.Uncut) bool {
		held := u.Bytes
		if f.Shares != nil {
			held = 0
			for _, share := range f.Shares {
				if share.Module == u.Module {
					held += share.Bytes
				}
			}
		}
		return held*5 < f.Limit*4
	})
}

// byPackage sums npm packages, own modules and files without modules. Where
// there is a baseline, own code is one package, as it is there.
func (c *culprits) byPackage(files []*asset.File) []Contributor {
	return sum(files, func(s asset.Share) (kind, name string) {
		if s.Package != "" || c.compared {
			return "package", packageOf(s)
		}
		return "module", s.Module
	})
}

func byModule(files []*asset.File) []Contributor {
	return sum(files, func(s asset.Share) (kind, name string) { return "module", s.Module })
}

func sum(files []*asset.File, key func(asset.Share) (kind, name string)) []Contributor {
	type id struct{ kind, name string }
	sums := map[id]asset.Size{}
	for _, f := range files {
		if len(f.Shares) == 0 {
			sums[id{"file", cmp.Or(f.Name, f.Path)}] += asset.Size(len(f.Data))
		}
		for _, s := range f.Shares {
			kind, name := key(s)
			sums[id{kind, name}] += s.Bytes
		}
	}
	list := make([]Contributor, 0, len(sums))
	for k := range maps.Keys(sums) {
		list = append(list, Contributor{Kind: k.kind, Name: k.name, Bytes: sums[k]})
	}
	slices.SortFunc(list, func(x, y Contributor) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Name, y.Name))
	})
	return list
}

// smallest lists the smallest files, which are the first to merge.
func smallest(files []*asset.File) []Contributor {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(x, y *asset.File) int { return cmp.Compare(len(x.Data), len(y.Data)) })
	var list []Contributor
	for _, f := range files[:min(len(files), listed)] {
		list = append(list, Contributor{Kind: "file", Name: cmp.Or(f.Name, f.Path), Bytes: asset.Size(len(f.Data))})
	}
	return list
}

// chain finds the imports that lead to a module, or to the largest module of a
// package.
func (c *culprits) chain(who Contributor, files []*asset.File) []string {
	if who.Kind == "file" {
		return nil
	}
	if c.modules == nil {
		c.modules = Modules(c.build)
	}
	module, most := who.Name, asset.Size(-1)
	if who.Kind == "package" {
		for _, f := range files {
			for _, s := range f.Shares {
				if packageOf(s) == who.Name && s.Bytes > most {
					module, most = s.Module, s.Bytes
				}
			}
		}
	}
	return c.modules.Chain(module)
}
