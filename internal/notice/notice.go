// Package notice tells whose code a build holds. Licenses ask that their texts
// go where the code goes: Read finds the packages of a build on disk, with what
// they say of themselves; Files renders that, and Check compares it with the
// licenses that a project allows. Reading is all that knows a disk.
package notice

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// The files that Files makes, at the top of the output.
const (
	TextFile = "licenses.txt"
	JSONFile = "licenses.json"
)

// Options say which licenses a build may hold. The zero value allows any.
type Options struct {
	// Allow lists the licenses that packages in the output may have, as SPDX identifiers such as "MIT"; by default any. "unknown" and "UNLICENSED" are packages that name none.
	Allow []string `json:"allow,omitempty"`
}

// Package is an installed package that a build holds code or files of. Copies of
// the same version are one.
type Package struct {
	Name     string   `json:"name"`
	Version  string   `json:"version,omitempty"`
	License  string   `json:"license"` // an SPDX expression, Unlicensed or Unknown
	Author   string   `json:"author,omitempty"`
	Note     string   `json:"note,omitempty"`     // what is amiss with what it says
	Texts    []Text   `json:"texts,omitempty"`    // by name
	Comments []string `json:"comments,omitempty"` // legal comments of its modules
	modules  []string // what the build holds of it, by path
}

// Text is a file of a package that tells its license.
type Text struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// Notices are what a build has to say of others' code.
type Notices struct {
	Packages []Package // by name and version
	Own      []string  // legal comments of the application's own modules, which may be copies
}

// Read finds the packages that the files of a build come from. Dir is the
// project's.
func Read(build *asset.Build, dir string) Notices {
	var n Notices
	found := map[string]*Package{} // by directory
	add := func(file, module string) *Package {
		home := packageDir(file)
		if home == "" {
			return nil
		}
		if found[home] == nil {
			found[home] = readPackage(home)
		}
		found[home].modules = append(found[home].modules, module)
		return found[home]
	}
	listed := map[string]bool{}
	for _, in := range build.Inputs {
		if !in.Published {
			continue
		}
		listed[in.Path] = true
		comments := &n.Own
		if p := add(in.File, in.Path); p != nil {
			comments = &p.Comments
		}
		for _, c := range in.Comments {
			*comments = with(*comments, tidy(c))
		}
		n.addParts(in, add)
	}
	for _, f := range build.Files { // what pages name, no module
		if strings.Contains(f.Source, "node_modules/") && !listed[f.Source] {
			add(filepath.Join(dir, filepath.FromSlash(f.Source)), f.Source)
		}
	}
	n.Packages = merge(found)
	return n
}

// addParts adds what compilers put into a style sheet: of packages, and of the
// application's own files.
func (n *Notices) addParts(in asset.Input, add func(file, module string) *Package) {
	for _, part := range in.Contained {
		comments := &n.Own
		if p := add(part.File, in.Path); p != nil {
			comments = &p.Comments
		}
		for _, c := range part.Comments {
			*comments = with(*comments, tidy(c))
		}
	}
}

// packageDir is the directory of the installed package that a file belongs to;
// "" for the application's own.
func packageDir(file string) string {
	const marker = "/node_modules/"
	name := filepath.ToSlash(file)
	at := strings.LastIndex(name, marker)
	if at < 0 {
		return ""
	}
	at += len(marker)
	parts := strings.SplitN(name[at:], "/", 3)
	if strings.HasPrefix(parts[0], "@") && len(parts) > 1 {
		parts[0] += "/" + parts[1]
	}
	return filepath.FromSlash(name[:at] + parts[0])
}

// merge makes one package of copies of the same version, and sorts them.
func merge(found map[string]*Package) []Package {
	dirs := make([]string, 0, len(found))
	for dir := range found {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs)
	var list []Package
	index := map[[3]string]int{}
	for _, dir := range dirs {
		p := found[dir]
		key := [3]string{p.Name, p.Version, p.License}
		i, twice := index[key]
		if !twice {
			index[key] = len(list)
			list = append(list, *p)
			continue
		}
		same := &list[i]
		same.modules = append(same.modules, p.modules...)
		for _, c := range p.Comments {
			same.Comments = with(same.Comments, c)
		}
		for _, t := range p.Texts {
			same.Texts = with(same.Texts, t)
		}
	}
	for i := range list {
		slices.Sort(list[i].modules)
	}
	slices.SortFunc(list, func(x, y Package) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Version, y.Version), cmp.Compare(x.License, y.License))
	})
	return list
}

// with adds to a list what it does not hold.
func with[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// String names a package as people do.
func (p *Package) String() string { return strings.TrimSpace(p.Name + " " + p.Version) }
