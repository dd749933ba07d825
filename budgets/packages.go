package budgets

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// ownCode stands for the application's own modules where packages are listed.
const ownCode = "(own code)"

// runtimeCode stands for what Paintbox adds to every build, the module
// "<runtime>" of its records.
const runtimeCode = "(paintbox runtime)"

// Growth is how a package's size differs from the baseline, in raw bytes over
// the whole build.
type Growth struct {
	Package string     `json:"package"` // "(own code)" for the application's own modules
	Before  asset.Size `json:"before"`
	After   asset.Size `json:"after"`
}

// Duplicate is a package that is in the build in several copies, of one version
// or of several.
type Duplicate struct {
	Package string `json:"package"`
	Copies  []Copy `json:"copies"` // largest first
}

// Copy is one of them.
type Copy struct {
	Dir   string     `json:"dir"`   // directory of the package, relative to the project
	Bytes asset.Size `json:"bytes"` // raw bytes over the whole build
}

// wasted is what one copy would save: the bytes of all but the largest.
func (d Duplicate) wasted() asset.Size {
	var n asset.Size
	for _, c := range d.Copies[1:] {
		n += c.Bytes
	}
	return n
}

// packageBytes sums the raw bytes of every package over all files.
func packageBytes(b *asset.Build) map[string]asset.Size {
	sums := map[string]asset.Size{}
	for _, f := range published(b) {
		for _, s := range f.Shares {
			sums[packageOf(s)] += s.Bytes
		}
	}
	return sums
}

func packageOf(s asset.Share) string {
	if s.Module == "<runtime>" {
		return runtimeCode
	}
	return cmp.Or(s.Package, ownCode)
}

// growth compares every package with what it was before, most grown first.
// Packages of the same size are left out.
func growth(before, after map[string]asset.Size) []Growth {
	names := maps.Clone(after)
	maps.Copy(names, before)
	var list []Growth
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if g := (Growth{name, before[name], after[name]}); g.After != g.Before {
			list = append(list, g)
		}
	}
	slices.SortStableFunc(list, func(x, y Growth) int { return cmp.Compare(y.After-y.Before, x.After-x.Before) })
	return list
}

// duplicates finds packages of which the files hold several copies, most
// wasteful first.
func duplicates(files []*asset.File) []Duplicate {
	copies := map[string]map[string]asset.Size{}
	for _, f := range files {
		for _, s := range f.Shares {
			dir := packageDir(s)
			if dir == "" {
				continue
			}
			if copies[s.Package] == nil {
				copies[s.Package] = map[string]asset.Size{}
			}
			copies[s.Package][dir] += s.Bytes
		}
	}
	var list []Duplicate
	for _, name := range slices.Sorted(maps.Keys(copies)) {
		if len(copies[name]) < 2 {
			continue
		}
		d := Duplicate{Package: name}
		for _, dir := range slices.Sorted(maps.Keys(copies[name])) {
			d.Copies = append(d.Copies, Copy{dir, copies[name][dir]})
		}
		slices.SortStableFunc(d.Copies, func(x, y Copy) int { return cmp.Compare(y.Bytes, x.Bytes) })
		list = append(list, d)
	}
	slices.SortStableFunc(list, func(x, y Duplicate) int { return cmp.Compare(y.wasted(), x.wasted()) })
	return list
}

// packageDir is the directory that a module's package is installed in: the
// path up to the package's name behind the last node_modules.
func packageDir(s asset.Share) string {
	mark := "node_modules/" + s.Package
	i := strings.LastIndex(s.Module, mark+"/")
	if s.Package == "" || i < 0 {
		return ""
	}
	return s.Module[:i+len(mark)]
}
