package page

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/asset"
)

// stray is a row of the table of marks that pages hold for somebody else than a
// browser, beside those of foreign.go. Those of tools that put pages together are
// errors, because nobody is left to read them. What a server may fill in, or what may be the
// page's own words, is a warning: the page is published as it is.
type stray struct {
	whose string
	mark  *regexp.Regexp
	fails bool
	reads bool // a framework that reads {{ … }} may have been told to read these
}

// The marks.
var (
	gulpMark     = regexp.MustCompile(`@@(?:include|if|for|loop)\s*\([^()]*\)?`)
	pugMark      = regexp.MustCompile(`[#!]\{[A-Za-z_$][\w.$]*\}`)
	dollarMark   = regexp.MustCompile(`\$\{[A-Za-z_$][\w.$]*\}`)
	bracketMark  = regexp.MustCompile(`\[\[\s*(?:\$\{)?[A-Za-z_$][\w.$]*\}?\s*\]\]`)
	toolkitMark  = regexp.MustCompile(`\[%[-+=~]?\s*[A-Za-z_][^%]*%\]`)
	razorMark    = regexp.MustCompile(`@(?:Model|ViewBag|ViewData|Html|Url)\.\w+|@(?:if|foreach|for|while|switch)\s*\([^()]*\)\s*\{`)
	bladeMark    = regexp.MustCompile(`@(?:include|extends|yield|section)\s*\(\s*['"][^()]*\)`)
	replacedMark = regexp.MustCompile(`%%[A-Z][A-Z0-9_]*%%|__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__|<:=?\s*[A-Za-z_][^<>]*:>`)
)

func strays() []stray {
	return []stray{
		{whose: "gulp-file-include", mark: gulpMark, fails: true},
		{whose: "Pug", mark: pugMark, reads: true},
		{whose: "FreeMarker, JSP or a template string", mark: dollarMark, reads: true},
		{whose: "Polymer or Thymeleaf", mark: bracketMark, reads: true},
		{whose: "Template Toolkit", mark: toolkitMark, reads: true},
		{whose: "Razor", mark: razorMark},
		{whose: "Blade", mark: bladeMark},
		{whose: "a script that replaces marks", mark: replacedMark},
	}
}

// including are the elements of PostHTML's plugins and vite-plugin-html-inject, each
// with the attributes one of which it has: no browser knows any of them.
func including(name string) []string {
	return map[string][]string{"include": {"src", "href"}, "load": {"src"}, "extends": {"src"}, "module": {"href"}, "partial": {"src"}, "fetch": {"url"}, "each": {"loop"}, "if": {"condition"}}[name]
}

const strayNote = "write what the page is to hold there, or add the attribute " + ignore + " to the element"

// strayTags notes what a page holds of them.
func strayTags(source string, src []byte, elements []element, quiet [][2]int, mustaches bool) (failed, warned asset.Messages) {
	within := func(at int) bool {
		return slices.ContainsFunc(quiet, func(s [2]int) bool { return s[0] <= at && at < s[1] })
	}
	note := func(at int, tag string, s stray) {
		m := messageAt(source, src, at)
		m.Cause = "mark of " + s.whose
		if s.fails {
			m.Text, m.Note = "the tag of "+s.whose+" is not done, and visitors would see it or miss what it stands for: "+tag, "write what the page is to hold there, render it before the build, or name a plugin for Vite that does; the attribute "+ignore+" leaves an element as it is"
			failed = append(failed, m)
			return
		}
		m.Text, m.Note = tag+" stays as it is: it looks like a tag for "+s.whose+", and nothing here fills it in", strayNote+" if a server or a script fills it in"
		warned = append(warned, m)
	}
	for i := range elements {
		e := &elements[i]
		if within(e.start) || e.space != "" {
			continue
		}
		if slices.ContainsFunc(including(e.name), func(name string) bool { return e.get(name) != nil }) {
			note(e.start, short(string(src[e.start:e.tagEnd])), stray{whose: "PostHTML or vite-plugin-html-inject", fails: true})
		}
		if at := slices.IndexFunc(e.attrs, func(a attr) bool { return strings.HasPrefix(a.name, "th:") }); at >= 0 {
			note(e.attrs[at].start, e.attrs[at].name, stray{whose: "Thymeleaf"})
		}
	}
	for _, span := range readable(src, elements) {
		for _, s := range strays() {
			for _, m := range s.mark.FindAllIndex(src[span[0]:span[1]], -1) {
				if at := span[0] + m[0]; !within(at) && (!s.reads || !mustaches) {
					note(at, short(string(src[at:span[0]+m[1]])), s)
				}
			}
		}
	}
	return failed, warned
}

// readable lists the parts of a page that people read: its text, and the attributes
// that hold some.
func readable(src []byte, elements []element) (spans [][2]int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	code := false
	for pos := 0; ; {
		token := z.Next()
		if token == html.ErrorToken {
			break
		}
		start := pos
		pos += len(z.Raw())
		switch token {
		case html.StartTagToken:
			name, _ := z.TagName()
			code = string(name) == "script" || string(name) == "style"
		case html.EndTagToken:
			code = false
		case html.TextToken:
			if !code {
				spans = append(spans, [2]int{start, pos})
			}
		}
	}
	for i := range elements {
		for _, name := range strings.Fields("content title alt placeholder aria-label") {
			if a := elements[i].get(name); a != nil && a.valueEnd > 0 {
				spans = append(spans, [2]int{a.valueStart, a.valueEnd})
			}
		}
	}
	return spans
}
