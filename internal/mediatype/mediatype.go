// Package mediatype is the one table of the media types of what the web is made of,
// which is listed here because the tables of systems and hosts differ.
package mediatype

import (
	"mime"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// Type is a media type with the extensions of its files.
type Type struct {
	Name       string   // without parameters: "text/html"
	Text       bool     // it is sent with the parameter charset=utf-8
	Extensions []string // without the dot, in lower case
}

// String is the type as a Content-Type header has it.
func (t Type) String() string {
	if t.Text {
		return t.Name + "; charset=utf-8"
	}
	return t.Name
}

// Table lists all types, the frequent ones first.
func Table() []Type {
	return []Type{
		{"text/html", true, []string{"html", "htm"}},
		{"text/javascript", true, []string{"js", "mjs", "cjs"}},
		{"text/css", true, []string{"css"}},
		{"application/json", false, []string{"json", "map"}},
		{"application/manifest+json", false, []string{"webmanifest"}},
		{"text/plain", true, []string{"txt", "md"}},
		{"application/xml", false, []string{"xml"}},
		{"application/wasm", false, []string{"wasm"}},
		{"image/svg+xml", false, []string{"svg"}},
		{"image/png", false, []string{"png"}},
		{"image/gif", false, []string{"gif"}},
		{"image/webp", false, []string{"webp"}},
		{"image/avif", false, []string{"avif"}},
		{"image/apng", false, []string{"apng"}},
		{"image/bmp", false, []string{"bmp"}},
		{"image/jpeg", false, []string{"jpg", "jpeg"}},
		{"image/x-icon", false, []string{"ico"}},
		{"font/woff2", false, []string{"woff2"}},
		{"font/woff", false, []string{"woff"}},
		{"font/ttf", false, []string{"ttf"}},
		{"font/otf", false, []string{"otf"}},
		{"video/mp4", false, []string{"mp4"}},
		{"video/webm", false, []string{"webm"}},
		{"audio/mpeg", false, []string{"mp3"}},
		{"audio/wav", false, []string{"wav"}},
		{"audio/ogg", false, []string{"ogg"}},
		{"audio/flac", false, []string{"flac"}},
		{"application/zip", false, []string{"zip"}},
		{"text/csv", true, []string{"csv"}},
		{"application/pdf", false, []string{"pdf"}},
	}
}

// Of is the Content-Type of a file by its extension.
func Of(name string) string {
	if known, ok := Known(name); ok {
		return known
	}
	if known := mime.TypeByExtension(strings.ToLower(path.Ext(name))); known != "" {
		return known
	}
	return "application/octet-stream"
}

// Known is the Content-Type of a file whose extension is in the table, or that of a
// compressed form of files.
func Known(name string) (string, bool) {
	extension := strings.ToLower(path.Ext(name))
	for _, t := range Table() {
		if len(extension) > 1 && slices.Contains(t.Extensions, extension[1:]) {
			return t.String(), true
		}
	}
	if _, c, is := coding.Sibling(extension); is && c.Media != "" {
		return c.Media, true
	}
	return "", false
}
