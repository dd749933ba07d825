package minify

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sameDocument compares what two pages mean to a browser, with scripting and
// without, and returns an error that quotes the first difference.
func sameDocument(a, b []byte) error {
	for _, scripting := range []bool{true, false} {
		x, err := outline(a, scripting)
		if err != nil {
			return err
		}
		y, err := outline(b, scripting)
		if err != nil {
			return err
		}
		for i := range max(len(x), len(y)) {
			if i >= len(x) || i >= len(y) || x[i] != y[i] {
				return fmt.Errorf("the result is another document: %s became %s", quote(x, i), quote(y, i))
			}
		}
	}
	return nil
}

func quote(lines []string, i int) string {
	if i >= len(lines) {
		return "nothing"
	}
	return fmt.Sprintf("%.80q", lines[i])
}

// outline lists a page's tags and texts in order. Pages with equal outlines
// render and behave alike: what an outline leaves out is comments, runs of
// white space, and the differences that attribute leaves out.
//
// The parser ignores what follows a <template> in a <svg> or <math>: a page of
// which it does not reach the end has no outline.
func outline(src []byte, scripting bool) ([]string, error) {
	o := outliner{scripting: scripting}
	doc, err := html.ParseWithOptions(bytes.NewReader(slices.Concat(src, []byte("<!--"+pageEnd+"-->"))), html.ParseOptionEnableScripting(scripting))
	if err != nil {
		return nil, err
	}
	o.node(doc)
	if !o.ended {
		return nil, errors.New("what stands behind a <template> in a <svg> or <math>, or behind a tag that does not end, cannot be compared")
	}
	return o.lines, nil
}

type outliner struct {
	lines     []string
	text      []byte // shown since the last tag; comments do not part it
	scripting bool
	ended     bool // whether pageEnd was seen
}

// pageEnd stands in a comment behind a page, or, where its last element does not end, in
// a text.
const pageEnd = "Paintbox has seen this page to its end"

func (o *outliner) node(n *html.Node) {
	if n.Type == html.CommentNode || n.Type == html.TextNode {
		o.ended = o.ended || strings.Contains(n.Data, pageEnd)
	}
	switch n.Type {
	case html.TextNode:
		o.show(n)
		return
	case html.CommentNode:
		return
	case html.DoctypeNode:
		o.tag(fmt.Sprint("!doctype ", n.Data, n.Attr))
	case html.ElementNode:
		if isEmptyRaw(n) {
			return
		}
		o.tag(tagOf(n))
		if o.scripting && n.DataAtom == atom.Noscript {
			return // its content does not show, and is looked at without scripting
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		o.node(c)
	}
	if n.Type == html.ElementNode {
		o.tag("</" + n.Data + ">")
	}
}

func (o *outliner) tag(s string) {
	switch s {
	case "</head>", "</body>", "</html>":
		o.text = bytes.TrimRight(o.text, " ") // does not show there
	}
	if len(o.text) > 0 {
		o.lines = append(o.lines, string(o.text))
		o.text = o.text[:0]
	}
	o.lines = append(o.lines, s)
}

// show adds a text as it shows: with runs of white space as one space, except
// where white space is kept, and without white space between parts of a table.
func (o *outliner) show(n *html.Node) {
	text := strings.Map(func(r rune) rune {
		if strings.ContainsRune("\t\n\r\f", r) {
			return ' '
		}
		return r
	}, n.Data)
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Pre, atom.Textarea, atom.Listing, atom.Xmp, atom.Plaintext,
			atom.Script, atom.Style, atom.Iframe, atom.Noembed, atom.Noframes:
			o.text = append(o.text, n.Data...)
			return
		case atom.Title:
			o.text = append(o.text, strings.Join(strings.Fields(text), " ")...)
			return
		}
	}
	switch n.Parent.DataAtom {
	case atom.Html, atom.Head, atom.Select, atom.Optgroup, atom.Datalist, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Colgroup:
		text = strings.TrimSpace(text)
	}
	for i := range len(text) {
		if text[i] != ' ' || len(o.text) == 0 || o.text[len(o.text)-1] != ' ' {
			o.text = append(o.text, text[i])
		}
	}
}

// isEmptyRaw tells whether an element does nothing: <script></script>.
func isEmptyRaw(n *html.Node) bool {
	return (n.DataAtom == atom.Script || n.DataAtom == atom.Style) && n.FirstChild == nil && len(n.Attr) == 0
}

func tagOf(n *html.Node) string {
	if charset := declaredCharset(n); charset != "" {
		return "<meta charset " + charset + ">"
	}
	var s strings.Builder
	s.WriteString("<" + n.Namespace + " " + n.Data)
	for _, a := range n.Attr {
		if value, ok := attribute(n, a); ok {
			fmt.Fprintf(&s, " %s:%s=%q", a.Namespace, a.Key, value)
		}
	}
	s.WriteString(">")
	return s.String()
}

// declaredCharset reads the two forms in which a page can state its encoding.
func declaredCharset(n *html.Node) string {
	if n.DataAtom != atom.Meta {
		return ""
	}
	charset, ok := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(attr(n, "content"), " ", "")), "text/html;charset=")
	switch {
	case ok && strings.EqualFold(attr(n, "http-equiv"), "content-type"):
		return charset
	case len(n.Attr) == 1:
		return strings.ToLower(attr(n, "charset"))
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// attribute returns an attribute's value as it works, and whether the attribute
// makes a difference at all.
func attribute(n *html.Node, a html.Attribute) (string, bool) {
	value := a.Val
	switch {
	case n.Namespace != "":
		return value, true
	case strings.HasPrefix(a.Key, "on"):
		return strings.TrimSpace(value), true
	}
	switch a.Key {
	case "async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled", "formnovalidate",
		"inert", "ismap", "itemscope", "loop", "multiple", "muted", "nomodule", "novalidate", "open", "playsinline",
		"readonly", "required", "reversed", "selected":
		return "", true
	case "class", "id", "name", "dir", "style":
		value = strings.Join(strings.Fields(value), " ")
		return value, value != ""
	case "charset":
		return value, n.DataAtom != atom.Script // obsolete: the response and the page state it
	case "content":
		if strings.EqualFold(attr(n, "name"), "viewport") {
			value = strings.ReplaceAll(value, " ", "")
			return strings.ReplaceAll(value+",", ".0,", ","), true
		}
		if strings.EqualFold(attr(n, "name"), "keywords") { // a list, parted by commas
			words := strings.Split(value, ",")
			for i := range words {
				words[i] = strings.TrimSpace(words[i])
			}
			return strings.Join(words, ","), true
		}
		return value, true
	case "href", "src", "action", "formaction", "data", "poster", "cite", "background":
		return dataURL(strings.TrimSpace(value)), true
	case "srcset", "imagesrcset", "sizes", "imagesizes", "rel", "media", "type", "as", "crossorigin", "integrity",
		"for", "headers", "width", "height", "colspan", "rowspan", "lang", "target", "http-equiv", "role":
		return strings.Join(strings.Fields(value), " "), true
	}
	return value, true
}

// dataURL decodes a data: URL, of which the same bytes have many spellings.
func dataURL(s string) string {
	head, body, ok := strings.Cut(s, ",")
	if !ok || len(head) < 5 || !strings.EqualFold(head[:5], "data:") {
		return s
	}
	bytes, err := url.PathUnescape(body)
	if err != nil {
		return s
	}
	mediatype, isBase64 := strings.CutSuffix(head, ";base64")
	if isBase64 {
		decoded, err := base64.StdEncoding.DecodeString(bytes)
		if err != nil {
			return s
		}
		bytes = string(decoded)
	}
	return strings.ToLower(mediatype) + "," + bytes
}
