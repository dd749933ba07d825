package page

import (
	"bytes"
	"cmp"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Mention is a path in a text that may be a URL of a file of the project, such as
// a string of a script that makes a URL of it when it runs.
type Mention struct {
	Path   string // as written, without query and fragment
	Prefix bool   // Path is how URLs begin
	Added  bool   // of a Prefix: something is added to the string where it stands
	Suffix string // of a Prefix: how they end; "" where that is not known
	Script bool   // Path is that of a classic script that is started as a worker or by one
}

// Mentions lists the paths in a text of a kind, in its order, some of them several
// times, and last the scripts that are started. Whatever ends in an extension counts
// wherever it stands, and so does a directory in quotes; what is added to a string
// counts in programs: those of scripts and of pages. Only paths that lead to what is
// near are listed.
func Mentions(kind asset.Kind, text []byte, near Near) []Mention {
	list, leading := written(text, near)
	switch {
	case kind == asset.KindJS && leading:
		list = append(list, spoken(string(text), 0)...)
	case kind == asset.KindHTML:
		list = append(list, spokenOfPage(text)...)
	}
	list = slices.DeleteFunc(list, func(m placed) bool { return !near.leads(m.Path) })
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	var mentions, scripts []Mention
	for _, m := range list {
		if m.Script {
			scripts = append(scripts, m.Mention)
		} else {
			mentions = append(mentions, m.Mention)
		}
	}
	return append(mentions, scripts...)
}

// placed is a mention and its offset.
type placed struct {
	Mention
	at int
}

// written finds the paths that a text holds as they are. It also tells whether any
// part of it may lead to what is near: most scripts have none, and need not be read
// as programs.
func written(text []byte, near Near) (list []placed, leading bool) {
	for at := 0; at < len(text); at++ {
		if !inPath[text[at]] {
			continue
		}
		start := at
		for at < len(text) && inPath[text[at]] {
			at++
		}
		if word := bytes.TrimRight(text[start:at], "."); !bytes.ContainsAny(word, "./") || !near.leads(string(word)) {
			continue
		}
		leading = true
		if m := mention(text, start, at); m.Path != "" {
			list = append(list, placed{m, start})
		}
	}
	return list, leading
}

// inPath are the bytes of a path.
var inPath = func() (set [256]bool) { //nolint:gochecknoglobals // a table that nobody changes
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+~./-") {
		set[c] = true
	}
	return set
}()

// mention judges the bytes of a path at a place.
func mention(text []byte, start, end int) Mention {
	before := byte(' ')
	if start > 0 {
		before = text[start-1]
	}
	if bytes.IndexByte([]byte("\"'`( \t\n=,>;"), before) < 0 {
		return Mention{}
	}
	m := named(string(text[start:end]))
	if m.Prefix && !(isQuote(before) && strings.HasSuffix(m.Path, "/") && closed(text[end:], before)) {
		return Mention{}
	}
	return m
}

// closed tells whether a quote goes on with nothing that is added to the string.
func closed(rest []byte, quote byte) bool {
	return len(rest) > 0 && rest[0] == quote && !bytes.HasPrefix(bytes.TrimLeft(rest[1:], " \t\r\n"), []byte("+"))
}

// named is what some bytes of a path name: a file, or how files begin; nothing where
// they name neither.
func named(name string) Mention {
	if strings.Contains(name, "//") {
		return Mention{}
	}
	name = strings.TrimRight(name, ".")
	if ext := path.Ext(name); len(ext) > 1 && len(ext) < len(path.Base(name)) {
		return Mention{Path: name}
	}
	if dir, _ := path.Split(name); strings.Trim(dir, "./") == "" {
		return Mention{}
	}
	return Mention{Path: name, Prefix: true}
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// Near are the names with which the paths of URLs begin that may lead to files of the
// project: those of what lies where relative URLs start, and above. nil is any.
type Near map[string]bool

// Near lists what is near of a page, for a program published at a base path.
func (p *Page) Near(public Public, base string) Near {
	near := Near{}
	if first, _, ok := strings.Cut(strings.TrimPrefix(base, "/"), "/"); ok && strings.HasPrefix(base, "/") {
		near[first] = true
	}
	for _, from := range []string{p.base.dir, public.root()} {
		for dir := path.Clean(from); ; dir = path.Dir(dir) {
			entries, _ := fs.ReadDir(public.FS, dir) // there is nothing where it cannot be read
			for _, e := range entries {
				near[e.Name()] = true
			}
			if dir == path.Dir(dir) {
				break
			}
		}
	}
	return near
}

// leads tells whether a path may lead to what is near: right where it says no.
func (n Near) leads(name string) bool {
	if n == nil || slices.ContainsFunc(placeholders(), func(p string) bool { return strings.HasPrefix(name, p) }) {
		return true
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	for {
		first, rest, more := strings.Cut(name, "/")
		if strings.Trim(first, ".") != "" || !more {
			return n[first]
		}
		name = rest
	}
}

// Asked tells which file of the project a URL names that a script of the page
// makes, and the path in the output at which browsers will ask for it.
func (p *Page) Asked(public Public, base, url string) (file, output string, ok bool) {
	if strings.HasPrefix(url, "/") {
		if url, ok = strings.CutPrefix(url, base); !ok || !strings.HasPrefix(base, "/") {
			return "", "", false
		}
		url = "/" + url
	}
	file, _, ok = p.base.resolve(url)
	if !ok {
		return "", "", false
	}
	output, _, ok = baseOf(p.dir).resolve(url)
	p = &Page{Source: p.Source, Path: p.Path, Place: p.Place, public: public}
	file, published := p.find(url, file)
	return file, output, ok && published == "" && !strings.HasPrefix(output, "../")
}

func baseOf(dir string) base { return base{dir: dir} }
