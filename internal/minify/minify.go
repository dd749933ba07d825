// Package minify makes pages, SVG images and JSON shorter without changing what
// they mean.
//
// Scripts and style sheets are not its business: esbuild minifies them. A
// second pass over esbuild's output by tdewolff's JS and CSS minifiers was
// tried and left out, because it changes programs (it moves a destructuring
// declaration before the variables that it reads, and drops parameters that
// Function.length counts) and style sheets (it lowercases the names in
// ::part(Name), and writes "rotate:0deg" as the invalid "rotate:0").
//
// No function changes the bytes it is given.
package minify

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/xml"
)

// HTML returns a shorter page with the same document: comments go, except
// conditional ones and server-side includes, and so do superfluous quotes and
// white space. Where there is white space between words or elements, some
// stays, because CSS may make any element inline. Scripts, styles and event
// handlers stay as they are.
//
// Source and result are parsed as a browser does it and compared; a difference
// is an error that names it, and the caller keeps the page as it was. The
// result is src itself if nothing can be saved.
func HTML(src []byte) ([]byte, error) {
	m := &html.Minifier{
		KeepDefaultAttrVals: true, // CSS may select by them
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepSpecialComments: true,
		KeepWhitespace:      true,
	}
	var out bytes.Buffer
	if err := m.Minify(minify.New(), &out, bytes.NewBuffer(bytes.Clone(src)), nil); err != nil {
		return nil, fmt.Errorf("minify html: %w", err)
	}
	if err := sameDocument(src, out.Bytes()); err != nil {
		return nil, fmt.Errorf("minify html: %w", err)
	}
	return shorter(src, out.Bytes()), nil
}

// SVG returns an SVG image without comments and white space between elements.
// Shapes and numbers stay as they are. An image with text, where white space
// shows, or with a license comment (<!--! or @license) is returned as it is.
func SVG(src []byte) ([]byte, error) {
	for _, keep := range []string{"<text", ":text", "xml:space", "<foreignObject", "<!--!", "@license", "@preserve"} {
		if bytes.Contains(src, []byte(keep)) {
			return src, nil
		}
	}
	var out bytes.Buffer
	if err := xml.Minify(minify.New(), &out, bytes.NewBuffer(bytes.Clone(src)), nil); err != nil {
		return nil, fmt.Errorf("minify svg: %w", err)
	}
	return shorter(src, out.Bytes()), nil
}

// JSON returns a JSON text without insignificant white space. Keys keep their
// order and numbers their spelling. An invalid text is an error.
func JSON(src []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := json.Compact(&out, src); err != nil {
		return nil, fmt.Errorf("minify json: %w", err)
	}
	return shorter(src, out.Bytes()), nil
}

func shorter(src, out []byte) []byte {
	if len(out) < len(src) {
		return out
	}
	return src
}
