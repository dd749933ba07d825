package page

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// tag finds the next template tag at or after a place, past comments and blocks
// of data; -1 for none.
func (t *template) tag(at int) int {
	for {
		i := bytes.IndexByte(t.src[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		if isTemplate(t.src[at:min(at+2, len(t.src))]) {
			return at
		}
		at += t.pass(at)
	}
}

// pass gives how much of the page, from a < of no template tag on, no such tag is
// looked for in.
func (t *template) pass(at int) int {
	if at < t.textEnd {
		return 1
	}
	z := html.NewTokenizer(bytes.NewReader(t.src[at:]))
	token := z.Next()
	length := len(z.Raw())
	name, _ := z.TagName()
	switch {
	case token == html.CommentToken:
		return length
	case token != html.StartTagToken || !holdsText(string(name)):
		return 1
	}
	data := string(name) == "script" && isData(attributes(z.Raw(), 0, z))
	if z.Next() == html.TextToken {
		length += len(z.Raw())
	}
	if data {
		return length
	}
	t.textEnd = at + length
	return 1
}

// holdsText tells whether what stands in an element is text, whatever it looks like.
func holdsText(name string) bool {
	return name == "script" || name == "style" || name == "title" || name == "textarea"
}

// isData tells whether the text of a script element with these attributes is data,
// such as a template of the application's own.
func isData(attrs []attr) bool {
	kind := strings.ToLower(strings.TrimSpace((&element{attrs: attrs}).value("type")))
	text, isText := strings.CutPrefix(kind, "text/")
	text = strings.TrimPrefix(text, "ng-")
	switch {
	case !isText:
		return strings.HasPrefix(kind, "x-tmpl")
	case text == "template", text == "html", text == "tmpl", text == "ejs":
		return true
	}
	return strings.HasPrefix(text, "x-") || strings.HasPrefix(text, "handlebars") || strings.HasPrefix(text, "underscore")
}
