// Package pagefuzz makes random projects of pages: markup of every kind, with
// scripts, style sheets and files in it that tell when and whether they run, apply
// and are found. A browser shows such a project the same as it is written and as
// it is built. For tests only.
package pagefuzz

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"path"
	"strings"
)

// Project is the files of a project by their slash-separated paths, of which those
// in public are published by their names.
type Project struct {
	Files map[string]string
	Pages []string // paths of the pages, as browsers ask for them
}

// Make makes the project of a seed: always the same of the same one.
func Make(seed uint64) Project {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0)), project: Project{Files: map[string]string{}}}
	g.project.Pages = []string{"index.html"}
	if g.one(3) {
		g.project.Pages = append(g.project.Pages, "sub/"+g.name()+".html")
	}
	for range g.IntN(3) {
		g.modules = append(g.modules, g.module(nil))
	}
	for i := range g.project.Pages {
		g.page = i
		g.project.Files[g.project.Pages[i]] = g.document()
	}
	return g.project
}

type generator struct {
	*rand.Rand
	project Project
	modules []string // that others may import
	page    int      // which one is being made
	base    string   // the directory that its URLs start from
	count   int      // of everything that has a number
	depth   int
}

// one is true once in n times.
func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

func (g *generator) pick(words ...string) string { return words[g.IntN(len(words))] }

// number is the next one: no two things have the same.
func (g *generator) number() int { g.count++; return g.count }

// name is that of a file without its extension; most are plain.
func (g *generator) name() string {
	n := fmt.Sprint(g.number())
	if !g.one(3) {
		return g.pick("a", "file", "Main") + n
	}
	return strings.ReplaceAll(g.pick("a N", "N%20b", "N%", "a&N", "N#b", "a?N", `a"N`, "a'N", "öN", "日本N", "N<b", "(N)", "a,N", "a+N", "a=N", "[N]", "@N", "$N", "N{b}", "~N", "a;N", "a&amp;N", "a`N", "é N", "a!N", "*N"), "N", n)
}

// add makes a file and returns its path.
func (g *generator) add(ext, text string) string {
	file := g.pick("", "", "img/", "a b/", "sub/", "public/") + g.name() + ext
	g.project.Files[file] = text
	return file
}

// source is add for what is not public.
func (g *generator) source(ext, text string) string {
	file := g.pick("", "", "src/", "a b/", "sub/") + g.name() + ext
	g.project.Files[file] = text
	return file
}

// to is the URL of a file from a directory, written in one of the ways that there are.
func (g *generator) to(dir, file string) string {
	file = strings.TrimPrefix(file, "public/")
	var parts []string
	for part := range strings.SplitSeq(file, "/") {
		escaped := url.PathEscape(part)
		if path.Ext(file) == ".svg" && g.one(3) { // of a module, another spelling is another module
			escaped = strings.NewReplacer("+", "%20").Replace(url.QueryEscape(strings.ReplaceAll(part, "+", "\x00")))
			escaped = strings.ReplaceAll(escaped, "%00", "%2B")
		}
		parts = append(parts, escaped)
	}
	absolute := "/" + strings.Join(parts, "/")
	if g.one(3) {
		return absolute
	}
	from := strings.Split(strings.Trim(dir, "/"), "/")
	if from[0] == "" || from[0] == "." {
		from = nil
	}
	return g.pick("./", "") + strings.Repeat("../", len(from)) + strings.TrimPrefix(absolute, "/")
}

// url is that of a file in a page, as the text of an attribute between double quotes.
func (g *generator) url(file string) string {
	to := g.to(g.base, file)
	if strings.Contains(strings.SplitN(to, "/", 2)[0], ":") {
		to = "./" + to
	}
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;").Replace(to)
}

// svg is an image that tells which one it is.
func (g *generator) svg() string {
	n := g.number()
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="7"><rect id="file-%d" width="3" height="3"/></svg>`, n, n)
}

// image makes one.
func (g *generator) image() string { return g.add(".svg", g.svg()) }

// suffix is a query or fragment that a URL may have.
func (g *generator) suffix() string { return g.pick("", "", "", "#file", "?v=1", "?a=1&amp;b=2#x") }

// sheet makes a style sheet.
func (g *generator) sheet() string {
	n := g.number()
	text := fmt.Sprintf(":root { --file-%d: 1; --last: %d }\n.c%d { background: url(%q) }\n", n, n, g.IntN(5), "../x")
	file := g.source(".css", "")
	image := g.image()
	to := g.to(path.Dir(file), image)
	if path.Dir(file) != "." && !strings.HasPrefix(to, "/") && !strings.HasPrefix(to, ".") {
		to = "./" + to
	}
	text = strings.Replace(text, `"../x"`, `"`+strings.NewReplacer(`"`, `\"`).Replace(to)+`"`, 1)
	g.project.Files[file] = text
	return file
}

// say is a statement that tells that it runs, and what it sees.
func (g *generator) say() string {
	facts := []string{"document.readyState", "typeof this", "document.querySelectorAll('p').length", "typeof import_", "getComputedStyle(document.documentElement).color", "location.pathname"}
	return fmt.Sprintf("(globalThis.said ||= []).push(['file-%d', %s].join(' '));", g.number(), facts[g.IntN(len(facts))])
}

// aside is say for what runs at no certain time.
func (g *generator) aside() string {
	return fmt.Sprintf("(globalThis.aside ||= []).push('file-%d');", g.number())
}

// moduleText is that of a module in a directory.
func (g *generator) moduleText(dir string, say func() string) string {
	var b strings.Builder
	for range g.IntN(3) {
		if len(g.modules) > 0 {
			to := g.to(dir, g.modules[g.IntN(len(g.modules))])
			if !strings.HasPrefix(to, "/") && !strings.HasPrefix(to, ".") {
				to = "./" + to
			}
			if g.one(2) {
				fmt.Fprintf(&b, "import %q;\n", to)
				continue
			}
			n := g.number()
			fmt.Fprintf(&b, "import { value as value%d } from %q; (globalThis.values ||= []).push(value%[1]d);\n", n, to)
		}
	}
	b.WriteString(say() + "\n")
	switch g.IntN(8) {
	case 0:
		fmt.Fprintf(&b, "var top%d = 1; function made%d() {} (globalThis.values ||= []).push(typeof globalThis.top%[1]d);\n", g.count, g.count)
	case 1:
		fmt.Fprintf(&b, "(globalThis.values ||= []).push(String(document.currentScript), typeof this);\n")
	case 2:
		image := g.image()
		to := g.to(dir, image)
		if !strings.HasPrefix(to, "/") && !strings.HasPrefix(to, ".") {
			to = "./" + to
		}
		if !strings.HasPrefix(image, "public/") || strings.HasPrefix(to, "/") {
			fmt.Fprintf(&b, "(globalThis.urls ||= []).push(new URL(%q, import.meta.url).href);\n", to)
		}
	case 3:
		if len(g.modules) > 0 {
			to := g.to(dir, g.modules[0])
			if !strings.HasPrefix(to, "/") && !strings.HasPrefix(to, ".") {
				to = "./" + to
			}
			fmt.Fprintf(&b, "(globalThis.wait ||= []).push(import(%q).then(m => (globalThis.aside ||= []).push(m.value)));\n", to)
		}
	}
	return b.String()
}

// module makes a module that others may import.
func (g *generator) module(say func() string) string {
	if say == nil {
		say = g.say
	}
	file := g.source(g.pick(".js", ".js", ".mjs"), "")
	g.project.Files[file] = g.moduleText(path.Dir(file), say) + fmt.Sprintf("export const value = %d;\n", g.number())
	return file
}
