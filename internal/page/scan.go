package page

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
)

// element is an element of the source. Its places are offsets in the source.
type element struct {
	name       string // lower case
	start      int    // of the start tag
	tagEnd     int    // of the start tag
	contentEnd int    // tagEnd for elements other than script and style
	end        int    // of the end tag of script and style, else tagEnd
	attrs      []attr // without duplicates
	space      string // "svg" or "math" for an element of a picture or formula
	inert      bool   // in a <template> or <noscript>: browsers that run scripts do nothing with it
}

// attr is an attribute of a start tag.
type attr struct {
	name                 string // lower case
	value                string // without quotes and escapes
	start, end           int
	valueStart, valueEnd int // quotes included; 0 where there is no value
}

// get returns an attribute, nil if the element does not have it.
func (e *element) get(name string) *attr {
	for i := range e.attrs {
		if e.attrs[i].name == name {
			return &e.attrs[i]
		}
	}
	return nil
}

// value returns an attribute's value, "" if the element does not have it.
func (e *element) value(name string) string {
	if a := e.get(name); a != nil {
		return a.value
	}
	return ""
}

// scan lists the elements of a page that have attributes or text of their own,
// and finds where elements can be added at the end of its head.
func scan(src []byte) (elements []element, headEnd int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	var h head
	var n nesting
	raw := -1 // the script or style whose end tag comes next
	for pos := 0; ; {
		token := z.Next()
		if token == html.ErrorToken {
			break // the rest, an unfinished tag, is text to a browser too
		}
		start := pos
		pos += len(z.Raw())
		name, _ := z.TagName()
		switch token {
		case html.StartTagToken, html.SelfClosingTagToken:
			e := element{name: string(name), start: start, tagEnd: pos, contentEnd: pos, end: pos}
			e.attrs = attributes(src[start:pos], start, z)
			n.start(&e, token == html.SelfClosingTagToken)
			switch {
			case e.name == "noscript" || e.space != "" && token == html.SelfClosingTagToken:
				z.NextIsNotRawText()
			case e.name == "script" || e.name == "style":
				raw = len(elements)
				e.contentEnd, e.end = len(src), len(src)
			}
			elements = append(elements, e)
		case html.EndTagToken:
			n.end(string(name))
			if raw >= 0 && string(name) == elements[raw].name {
				elements[raw].contentEnd, elements[raw].end = start, pos
				raw = -1
			}
		}
		z.AllowCDATA(n.space() != "")
		h.token(token, string(name), src[start:pos], start, pos)
	}
	return elements, h.end
}

// head follows the tokens up to the place where a page's head ends: before
// </head>, or, where that is omitted, before the first token that cannot be in
// a head, or after the last complete element. (HTML standard, 13.2.6.4.4, the
// "in head" insertion mode.)
type head struct {
	end   int
	found bool
	depth int    // of template and noscript, which may hold anything
	text  string // the element that the next text belongs to
}

func (h *head) token(token html.TokenType, name string, raw []byte, start, end int) {
	if h.found {
		return
	}
	ends, open := false, false
	switch token {
	case html.CommentToken:
		open = bytes.HasPrefix(raw, []byte("<!--")) && !bytes.HasSuffix(raw, []byte("-->")) && !bytes.HasSuffix(raw, []byte("--!>"))
	case html.TextToken:
		ends = h.text == "" && h.depth == 0 && len(bytes.TrimSpace(raw)) > 0
	case html.StartTagToken, html.SelfClosingTagToken:
		switch name {
		case "html", "head", "base", "basefont", "bgsound", "link", "meta":
		case "script", "style", "title", "noframes":
			h.text = name
		case "template", "noscript":
			h.depth++
		default:
			ends = h.depth == 0
		}
	case html.EndTagToken:
		switch name {
		case "template", "noscript":
			h.depth = max(0, h.depth-1)
		case "head", "body", "html", "br":
			ends = h.depth == 0
		case h.text:
			h.text = ""
		}
	}
	switch {
	case ends:
		h.end, h.found = start, true
	case !open && h.depth == 0 && h.text == "":
		h.end = end
	}
}

// attributes pairs the values that the tokenizer read with their places, which
// it does not tell.
func attributes(tag []byte, offset int, z *html.Tokenizer) []attr {
	attrs := attributeSpans(tag)
	for i := range attrs {
		key, value, _ := z.TagAttr()
		if key == nil {
			return nil
		}
		a := &attrs[i]
		a.name, a.value = string(key), string(value)
		a.start, a.end = a.start+offset, a.end+offset
		if a.valueEnd > 0 {
			a.valueStart, a.valueEnd = a.valueStart+offset, a.valueEnd+offset
		}
	}
	return attrs
}

// attributeSpans finds the attributes of a start tag as the tokenizer does it.
// (HTML standard, 13.2.5.32 and following.) Names are as written.
func attributeSpans(tag []byte) []attr {
	var attrs []attr
	i := 1
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	for {
		i = skipSpace(tag, i)
		if i >= len(tag) || tag[i] == '>' {
			return attrs
		}
		a := attr{start: i}
		i = nameEnd(tag, i)
		a.end = i
		a.name = lower(tag[a.start:i])
		i = skipSpace(tag, i)
		switch {
		case i >= len(tag):
		case tag[i] == '/':
			i++
		case tag[i] == '=':
			i = skipSpace(tag, i+1)
			a.valueStart = i
			i = valueEnd(tag, i)
			a.valueEnd, a.end = i, i
		}
		known := slices.ContainsFunc(attrs, func(b attr) bool { return b.name == a.name })
		if a.name != "" && !known {
			attrs = append(attrs, a)
		}
	}
}

// nameEnd returns the end of the attribute name that starts at i. An equals sign
// in first place is part of it.
func nameEnd(tag []byte, i int) int {
	for first := i; i < len(tag); i++ {
		if c := tag[i]; isSpace(c) || c == '/' || c == '>' || c == '=' && i > first {
			break
		}
	}
	return i
}

// valueEnd returns the end of the attribute value that starts at i.
func valueEnd(tag []byte, i int) int {
	if i >= len(tag) {
		return i
	}
	if q := tag[i]; q == '"' || q == '\'' {
		if n := bytes.IndexByte(tag[i+1:], q); n >= 0 {
			return i + 1 + n + 1
		}
		return len(tag)
	}
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '>' {
		i++
	}
	return i
}

// lower changes ASCII letters only, as HTML does.
func lower(name []byte) string {
	b := bytes.Clone(name)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
}
