package inspect

import (
	"bytes"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// imports are the specifiers in a script, as written.
type imports struct {
	static, dynamic []string
	lazy            map[string][]string // files that load beside a dynamic import, by its specifier; relative to the site
}

// The forms that minified modules have. A match in a string or a comment does no
// harm unless it names a file of the build.
var (
	importFrom    = regexp.MustCompile("^import\\s*(?:[\\w$*{][^\"'`();]*?from\\s*)?[\"']([^\"'\n]+)[\"']")
	exportFrom    = regexp.MustCompile("^export\\s*(?:\\*\\s*(?:as\\s+[\\w$]+\\s*)?|\\{[^}\"'`();]*\\}\\s*)from\\s*[\"']([^\"'\n]+)[\"']")
	importCall    = regexp.MustCompile("^import\\(\\s*(?:/\\*[^*]*\\*/\\s*)*[\"'`]([^\"'`\n]+)[\"'`]")
	vitePreloads  = regexp.MustCompile(`\bm\.f=\[([^\]]*)\]`)
	vitePreloaded = regexp.MustCompile(`^[^;]{0,80}?__vite__mapDeps\(\[([\d,]*)\]\)`)
	quoted        = regexp.MustCompile("[\"'`]([^\"'`]*)[\"'`]")
)

// window is how far an import may reach; a list of names seldom takes a tenth.
const window = 16 << 10

// scan finds the imports of a script without parsing it.
func scan(code []byte) imports {
	found := imports{lazy: map[string][]string{}}
	var preloads []string
	if list := vitePreloads.FindSubmatch(code); list != nil && bytes.Contains(code, []byte("__vite__mapDeps")) {
		for _, m := range quoted.FindAllSubmatch(list[1], -1) {
			preloads = append(preloads, string(m[1]))
		}
	}
	each(code, "import", func(at []byte) {
		if m := importFrom.FindSubmatch(at); m != nil {
			found.static = append(found.static, string(m[1]))
		}
		m := importCall.FindSubmatch(at)
		if m == nil {
			return
		}
		spec := string(m[1])
		found.dynamic = append(found.dynamic, spec)
		if deps := vitePreloaded.FindSubmatch(at[len(m[0]):]); deps != nil {
			for i := range strings.SplitSeq(string(deps[1]), ",") {
				if n, err := strconv.Atoi(i); err == nil && n < len(preloads) {
					found.lazy[spec] = append(found.lazy[spec], preloads[n])
				}
			}
		}
	})
	each(code, "export", func(at []byte) {
		if m := exportFrom.FindSubmatch(at); m != nil {
			found.static = append(found.static, string(m[1]))
		}
	})
	return found
}

// each visits the places where a keyword stands by itself.
func each(code []byte, word string, visit func(at []byte)) {
	for i := 0; ; i += len(word) {
		next := bytes.Index(code[i:], []byte(word))
		if next < 0 {
			return
		}
		i += next
		if i > 0 && (isName(code[i-1]) || code[i-1] == '.') {
			continue
		}
		visit(code[i:min(len(code), i+window)])
	}
}

func isName(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// link tells every script what it imports, by the records where these list it
// and else by the script itself.
func (s *site) link() {
	s.manifest.complete(&s.build)
	for i := range s.build.Files {
		f := &s.build.Files[i]
		if f.Kind != asset.KindJS || f.Imports != nil { // which records have told
			continue
		}
		dir, found := path.Dir(f.Path), scan(f.Data)
		for _, spec := range found.static {
			f.Imports = s.append(f.Imports, asset.KindJS, dir, spec)
		}
		for _, spec := range found.dynamic {
			f.Dynamic = s.append(f.Dynamic, asset.KindJS, dir, spec)
			target := s.locate(dir, spec)
			for _, p := range found.lazy[spec] {
				if target != nil {
					target.CSS = s.append(target.CSS, asset.KindCSS, dir, "/"+strings.TrimLeft(p, "./"))
				}
			}
		}
	}
}

// append adds the file that a specifier means. Only URLs can mean one.
func (s *site) append(list []string, kind asset.Kind, dir, spec string) []string {
	if !strings.HasPrefix(spec, ".") && !strings.HasPrefix(spec, "/") && !strings.Contains(spec, "://") {
		return list
	}
	if f := s.locate(dir, spec); f != nil && f.Kind == kind {
		return appendNew(list, f.Path)
	}
	return list
}
