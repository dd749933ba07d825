package page

import (
	"bytes"
	"path"
	"regexp"
	"strings"
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

var (
	concatenated = regexp.MustCompile("^[\"']\\s*\\+\\s*[^\"'`;]{1,100}?\\+\\s*[\"']([\\w@%+~./-]*\\.\\w+)[\"']")
	interpolated = regexp.MustCompile("^\\$\\{[^}`]{1,100}\\}([\\w@%+~./-]*\\.\\w+)")
	appended     = regexp.MustCompile("^[\"']\\s*\\+")
	startsScript = regexp.MustCompile("(?:\\bnew\\s+(?:Shared)?Worker|\\bimportScripts|\\.register)\\(\\s*[\"'`]([\\w@%+~./-]+\\.m?js)[\"'`]")
)

// Mentions lists the paths in a text, in its order, some of them several times:
// what ends in an extension, and what strings begin with that are added to.
func Mentions(text []byte) []Mention {
	var list []Mention
	for at := 0; at < len(text); at++ {
		if !inPath[text[at]] {
			continue
		}
		start := at
		for at < len(text) && inPath[text[at]] {
			at++
		}
		if m := mention(text, start, at); m.Path != "" {
			list = append(list, m)
		}
	}
	for _, m := range startsScript.FindAllSubmatch(text, -1) {
		list = append(list, Mention{Path: string(m[1]), Script: true})
	}
	return list
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
	name, rest := string(text[start:end]), text[end:]
	if bytes.IndexByte([]byte("\"'`( \t\n=,>;"), before) < 0 || strings.Contains(name, "//") {
		return Mention{}
	}
	name = strings.TrimRight(name, ".")
	if ext := path.Ext(name); len(ext) > 1 && len(ext) < len(path.Base(name)) {
		return Mention{Path: name}
	}
	if dir, _ := path.Split(name); bytes.IndexByte([]byte("\"'`"), before) < 0 || strings.Trim(dir, "./") == "" {
		return Mention{}
	}
	m := Mention{Path: name, Prefix: true}
	switch {
	case bytes.HasPrefix(rest, []byte("${")) && before == '`':
		m.Added, m.Suffix = true, found(interpolated, rest)
	case appended.Match(rest):
		m.Added, m.Suffix = true, found(concatenated, rest)
	case !strings.HasSuffix(name, "/") || len(rest) == 0 || rest[0] != before:
		return Mention{}
	}
	return m
}

func found(pattern *regexp.Regexp, text []byte) string {
	if m := pattern.FindSubmatch(text[:min(len(text), 300)]); m != nil {
		return string(m[1])
	}
	return ""
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
