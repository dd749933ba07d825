package link

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// Files that are copied keep their names but for characters that mean something in
// URLs, in strings, or in what the linker writes: these become "_" in the output.

const oddCharacters = "%#?*\"\\\n\r\t"

// starred begins the path of an entry that has a star in it, which the linker would
// take for a pattern.
const starred = made + "starred:"

// starless writes such a path without stars.
func starless(entry string) string {
	if !strings.Contains(entry, "*") {
		return entry
	}
	return starred + strings.NewReplacer("%", "%25", "*", "%2A").Replace(entry)
}

func hasStarless(specifier string) bool { return strings.HasPrefix(specifier, starred) }

// isOdd tells whether a specifier or a path has such characters.
func isOdd(name string) bool { return strings.ContainsAny(name, oddCharacters) }

// plainNames are the names by which the linker knows files of such names. It is safe
// for concurrent use.
type plainNames struct {
	mu    sync.Mutex
	plain map[string]string // by the file's
	file  map[string]string // the other way round
}

// of gives the name of a file for the linker. No two files have the same.
func (n *plainNames) of(file string) string {
	if !isOdd(path.Base(filepath.ToSlash(file))) {
		return file
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if known, ok := n.plain[file]; ok {
		return known
	}
	if n.plain == nil {
		n.plain, n.file = map[string]string{}, map[string]string{}
	}
	dir, base := path.Split(file)
	ext := path.Ext(base)
	replace := func(r rune) rune {
		if strings.ContainsRune(oddCharacters, r) {
			return '_'
		}
		return r
	}
	stem, ext := strings.Map(replace, strings.TrimSuffix(base, ext)), strings.Map(replace, ext)
	made := dir + stem + ext
	for i := 2; n.file[made] != "" || there(made); i++ {
		made = dir + stem + "_" + strconv.Itoa(i) + ext
	}
	n.plain[file], n.file[made] = made, file
	return made
}

// back gives the file of such a name.
func (n *plainNames) back(name string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if file, ok := n.file[name]; ok {
		return file
	}
	return name
}
