package config

import (
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/tailscale/hujson"
)

// Entry is a file from which the application is reached.
type Entry struct {
	// Name is unique among the entries: the name given in the configuration, or the path without its extension.
	Name string
	// Source is the file's slash-separated path relative to the project.
	Source string
	// Output is the path in the output of a page that does not keep its own; "" for others.
	Output string
}

// Entries is a list of paths, or an object of names and paths.
type Entries []Entry

// Sources lists the entries' paths.
func (e Entries) Sources() []string {
	paths := make([]string, len(e))
	for i, entry := range e {
		paths[i] = entry.Source
	}
	return paths
}

// decode accepts both shapes. A path in a list is named in validation, because
// its name depends on the other paths.
func (e *Entries) decode(d *decoder, v hujson.Value, key string) {
	*e = Entries{}
	add := func(name string, v hujson.Value, key string) {
		lit, ok := v.Value.(hujson.Literal)
		if !ok || lit.Kind() != '"' {
			d.wrongType(v, key, `a path such as "index.html"`, "")
			return
		}
		d.origins[entryKey(len(*e))] = origin{d.src, v.StartOffset}
		*e = append(*e, Entry{Name: name, Source: lit.String()})
	}
	switch own := v.Value.(type) {
	case *hujson.Array:
		for i, element := range own.Elements {
			add("", element, entryKey(i))
		}
	case *hujson.Object:
		d.members(v, key, "", func(m hujson.ObjectMember, name string) {
			if strings.Trim(name, "/.") == "" || !pathname.Local(name) {
				d.fail(m.Name.StartOffset, join(key, name), `write a name such as "main" or "admin/index"`, "entries: bad name %q", name)
				return
			}
			add(name, m.Value, join(key, name))
		})
	default:
		d.wrongType(v, key, `a list of paths such as ["index.html"], or an object of names and paths`, "")
	}
}

func entryKey(i int) string { return "entries[" + strconv.Itoa(i) + "]" }
