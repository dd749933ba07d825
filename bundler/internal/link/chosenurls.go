package link

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// Files of which a URL names only parts, as in new URL(`./img/${name}.png`,
// import.meta.url), are published, and the running program chooses among them, as
// Vite and webpack have it.

const chosenURL = `((files, url) => { const [, name, rest] = /^([^?#]*)([^]*)$/.exec(url); return Object.prototype.hasOwnProperty.call(files, name) ? files[name] + rest : url; })({%s}, `

// openURL is new URL(target, import.meta.url) of a target that is no literal.
type openURL struct {
	request
	call urlCall
}

// openURLs finds the calls in a source.
func (s *tokens) openURLs() []openURL {
	var calls []openURL
	for i := range s.list {
		if s.kind(i) != lex.New || s.property(i) || !s.is(i+1, "URL") || s.kind(i+2) != lex.ParenOpen {
			continue
		}
		end, last := s.argumentEnd(i+3), s.ends[i+2]
		if _, literal := s.value(i + 3); end < 0 || last < 0 || s.kind(end) != lex.Comma || s.meta(end+1) != "url" || literal && end == i+4 {
			continue
		}
		if behind := end + 6; behind != last && (s.kind(behind) != lex.Comma || behind+1 != last) {
			continue
		}
		if r, ok := s.request(i+3, end); ok && r.parts[0] != "" {
			u := openURL{r, urlCall{first: i, last: last}}
			s.findStarter(&u.call)
			calls = append(calls, u)
		}
	}
	return calls
}

// expandURLs replaces the targets in a source, and gives the statements that import
// the files.
func (p *plugin) expandURLs(g *globbed, s *source) (imports string) {
	if !mayHaveURLs(s.text) {
		return ""
	}
	for n, u := range s.tokens().openURLs() {
		statements, wrong := p.expandURL(g, s, n, u)
		imports += statements
		if wrong != nil && p.isOwn(s) {
			m := p.placeOf(s.file, s.text, wrong.at)
			m.Text, m.Note = wrong.text, wrong.note
			g.warnings = append(g.warnings, m)
		}
	}
	return imports
}

// expandURL replaces the target of the nth call.
func (p *plugin) expandURL(g *globbed, s *source, n int, u openURL) (imports string, wrong *globError) {
	t := s.tokens()
	at := t.start(u.first)
	start := u.parts[0]
	slash := strings.LastIndexByte(start, '/')
	if isAddress(start) || slash < 0 {
		return "", nil
	}
	if u.call.starts != startsNothing {
		return "", &globError{at, "what a worker starts with is not known while the program is built: its file is not bundled", `write new Worker(new URL("./name.js", import.meta.url)) for each of them, and choose among these`}
	}
	dir, ok := p.urlDir(s.file, start[:slash+1])
	said := js.Quote(strings.Join(u.parts, "*"))
	if !ok && isRooted(start) {
		return "", nil // of the server
	}
	if !ok {
		return "", &globError{at, "new URL() of " + said + ": there is no directory " + js.Quote(start[:slash+1]), "correct it: the path is relative to this file; for files that only the server has, write location.href in the place of import.meta.url"}
	}
	c := choice{plugin: p, from: s.file, dir: dir, parts: slices.Clone(u.parts)}
	c.parts[0] = start[slash+1:]
	files := c.published()
	p.mu.Lock()
	p.globDirs[dir] = true
	p.reads.dir(dir)
	p.mu.Unlock()
	if len(files) == 0 {
		return "", &globError{at, "new URL() of " + said + " matches no file", "check the directory and the extension; for files that only the server has, write location.href in the place of import.meta.url"}
	}
	var list strings.Builder
	for i, name := range files {
		local := fmt.Sprintf("__paintbox_urls_%d_%d", n, i)
		imports += "\nimport " + local + " from " + js.Quote(URL.prefix()+relativeTo(filepath.Dir(s.file), filepath.Join(dir, filepath.FromSlash(name)))) + ";"
		list.WriteString(js.Quote(start[:slash+1]+name) + ": " + local + ", ")
	}
	closing := t.end(u.end - 1)
	g.edits = append(g.edits, edit.New(t.start(u.first), t.start(u.first), fmt.Sprintf(chosenURL, list.String())), edit.New(closing, closing, ")"))
	p.noteGlob(g, s, at, nil)
	return imports, nil
}

// urlDir finds the directory that a URL starts with: relative, of the project, or
// by an alias.
func (p *plugin) urlDir(file, name string) (string, bool) {
	if !strings.HasPrefix(name, ".") && !isRooted(name) {
		if dir, ok := p.contextDir(filepath.Dir(file), "./"+name); ok {
			return dir, true
		}
	}
	return p.chosenDir(file, name)
}

// published lists the files that a URL may name. Scripts and sheets are among them
// only where it names their extension.
func (c *choice) published() []string {
	for i, part := range c.parts {
		if at := strings.IndexAny(part, "?#"); at >= 0 {
			c.parts = append(slices.Clone(c.parts[:i]), part[:at])
			break
		}
	}
	w := contextWalk{deep: true, outdir: c.settings.Outdir, shallow: true}
	w.walk(c.dir, "", nil)
	return slices.DeleteFunc(w.files, func(name string) bool {
		code := isScript(name) || IsSheet(name) || isComponent(name)
		return !takes(c.parts, name) || code && !strings.Contains(c.parts[len(c.parts)-1], ".") || filepath.Join(c.dir, filepath.FromSlash(name)) == c.from
	})
}

// isComponent tells whether a compiler makes scripts of such files.
func isComponent(name string) bool {
	return slices.Contains([]string{".vue", ".svelte", ".astro", ".mdx", ".marko"}, filepath.Ext(name))
}
