package page

import (
	"bytes"

	"golang.org/x/net/html"
)

// Outline is where other tools add to a page, and what of it they change. All places
// are offsets in the page's text.
type Outline struct {
	Head    int // where elements are added at the end of the head
	Body    int // and at the end of the body
	Loads   []LoadElement
	Scripts []InlineScript
}

// LoadElement is an element that loads a script or names another file: from its start tag to
// the end of what belongs to it.
type LoadElement struct {
	URL        string // as it is written, without quotes and escapes
	Start, End int
}

// InlineScript is a classic script that is written into a page, and runs. Its text
// stands between the start tag, of which the attributes are what is behind its name,
// and the end tag.
type InlineScript struct {
	Start, Attributes, TagEnd, ContentEnd, End int
}

// OutlineOf finds these places by a tokenizer, so that what only looks like an element,
// in a comment, a script or a textarea, is none.
func OutlineOf(src []byte) Outline {
	o := Outline{Body: len(src)}
	headEnd, start, body := -1, 0, -1
	z := html.NewTokenizer(bytes.NewReader(src))
	for pos := 0; ; {
		token := z.Next()
		if token == html.ErrorToken {
			break
		}
		at := pos
		pos += len(z.Raw())
		name, _ := z.TagName()
		switch {
		case token == html.EndTagToken && string(name) == "head" && headEnd < 0:
			headEnd = at
		case token == html.EndTagToken && string(name) == "body" && body < 0:
			body = at
		case headEnd < 0 && (token == html.DoctypeToken || token == html.StartTagToken && (string(name) == "html" || string(name) == "head")):
			start = pos
		}
	}
	if o.Head = headEnd; headEnd < 0 {
		o.Head = start
	}
	if body >= 0 {
		o.Body = body
	}
	elements, _ := scan(src)
	for _, e := range elements {
		switch e.name {
		case "script":
			if src := e.get("src"); src != nil {
				o.Loads = append(o.Loads, LoadElement{src.value, e.start, e.end})
			} else if e.get("type") == nil && !e.inert && e.space == "" {
				o.Scripts = append(o.Scripts, InlineScript{Start: e.start, End: e.end, Attributes: e.start + len("<script"), TagEnd: e.tagEnd, ContentEnd: e.contentEnd})
			}
		case "link":
			if href := e.get("href"); href != nil {
				o.Loads = append(o.Loads, LoadElement{href.value, e.start, e.end})
			}
		}
	}
	return o
}
