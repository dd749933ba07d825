package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// output is what a build leaves: its files by slash-separated path, and what it
// says as two more.
type output map[string][]byte

const (
	messages = "(standard error)"
	status   = "(exit status)"
)

// read reads all files below a directory.
func read(dir string) (output, error) {
	files := output{}
	tree := os.DirFS(dir)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files[name], err = fs.ReadFile(tree, name)
		}
		return err
	})
	return files, err
}

// difference is a file that is not the same on both sides.
type difference struct {
	base, work string // its path on each side, "" where it is missing
	offset     int    // of the first byte that differs
	was, is    string // what stands there
	follows    bool   // nothing but hashes of other files differs
}

// compare finds all differences: first those that say what changed, then those
// that follow from them, each in the order of paths. A file whose name holds
// another hash is compared with the one that it was.
func compare(base, work output) []difference {
	added := map[string][]string{} // by name without hash
	for _, name := range slices.Sorted(maps.Keys(work)) {
		if _, ok := base[name]; !ok {
			added[unhashed(name)] = append(added[unhashed(name)], name)
		}
	}
	var found []difference
	for _, name := range slices.Sorted(maps.Keys(base)) {
		other := name
		if _, ok := work[name]; !ok {
			other = ""
			if names := added[unhashed(name)]; len(names) > 0 {
				other, added[unhashed(name)] = names[0], names[1:]
			}
		}
		if other != name || !bytes.Equal(base[name], work[name]) {
			found = append(found, differ(name, other, base[name], work[other]))
		}
	}
	for _, names := range added {
		for _, name := range names {
			found = append(found, difference{work: name})
		}
	}
	slices.SortFunc(found, func(a, b difference) int {
		return cmp.Or(a.rank()-b.rank(), cmp.Compare(cmp.Or(a.base, a.work), cmp.Or(b.base, b.work)))
	})
	return found
}

// unhashed masks the hashes that names of files hold, which changes no offset.
func unhashed[T string | []byte](text T) string {
	return regexp.MustCompile(`-[A-Z2-7]{8}\b`).ReplaceAllString(string(text), "-########")
}

// differ describes how two files differ, at the first byte that is not of a hash
// where there is one. The second is "" where it is missing.
func differ(base, work string, was, is []byte) difference {
	d := difference{base: base, work: work}
	if work == "" {
		return d
	}
	a, b := unhashed(was), unhashed(is)
	if d.follows = a == b; d.follows {
		a, b = string(was), string(is)
	}
	for d.offset < min(len(a), len(b)) && a[d.offset] == b[d.offset] {
		d.offset++
	}
	d.was, d.is = excerpt(was, d.offset), excerpt(is, d.offset)
	return d
}

// excerpt is the text at an offset, with a little of what stands before it.
func excerpt(data []byte, offset int) string {
	return strings.ToValidUTF8(string(data[max(0, offset-20):min(len(data), offset+40)]), ".")
}

// rank says how much a difference tells: scripts, sheets and pages more than
// what lists or repeats them.
func (d difference) rank() int {
	name := cmp.Or(d.base, d.work)
	switch {
	case strings.HasPrefix(name, "("):
		return 0
	case d.follows, strings.HasPrefix(name, ".paintbox/"):
		return 2
	}
	if _, _, encoded := coding.Sibling(name); encoded {
		return 2
	}
	return 1
}

// describe prints the differences of one input, the first ones in full.
func describe(input string, found []difference, full int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d differences\n", input, len(found))
	for i, d := range found {
		switch {
		case i == full:
			return b.String()
		case d.work == "":
			fmt.Fprintf(&b, "  %s is not there any more\n", d.base)
		case d.base == "":
			fmt.Fprintf(&b, "  %s is new\n", d.work)
		default:
			fmt.Fprintf(&b, "  %s, byte %d\n    was %q\n    is  %q\n", d.work, d.offset, d.was, d.is)
		}
	}
	return b.String()
}
