package page

import (
	"slices"
	"strings"
)

// Kind says what a reference is for.
type Kind int

// The kinds of references.
const (
	ModuleScript  Kind = iota + 1 // <script type=module src>
	InlineModule                  // <script type=module> with the program in Reference.Inline
	ClassicScript                 // <script src>
	Stylesheet                    // <link rel=stylesheet>, and @import in a <style>
	Asset                         // an image, font, medium, icon …
	Manifest                      // <link rel=manifest>
	ModulePreload                 // <link rel=modulepreload>
	PreloadScript                 // <link rel="preload prefetch" as=script>
	PreloadStyle                  // <link rel="preload prefetch" as=style>
)

// ignore is the attribute that leaves an element alone. It is not published.
const ignore = "data-paintbox-ignore"

// scriptKind is 0 for blocks of data. (HTML standard, 4.12.1.1: a script's type
// is a JavaScript MIME type or nothing, in place of which its language counts.) There are no scripts in formulas.
func scriptKind(e *element) Kind {
	if e.space == "math" {
		return 0
	}
	kind := strings.ToLower(strings.TrimSpace(e.value("type")))
	switch a, language := e.get("type"), e.value("language"); {
	case a == nil && language != "":
		kind = "text/" + strings.ToLower(language)
	case a == nil, a.value == "":
		return ClassicScript
	}
	_, name, _ := strings.Cut(kind, "/")
	switch {
	case kind == "module":
		return ModuleScript
	case kind == "text/"+name && slices.Contains(strings.Fields("javascript ecmascript x-javascript x-ecmascript jscript livescript javascript1.0 javascript1.1 javascript1.2 javascript1.3 javascript1.4 javascript1.5"), name),
		kind == "application/"+name && slices.Contains(strings.Fields("javascript ecmascript x-javascript x-ecmascript"), name):
		return ClassicScript
	}
	return 0
}

// source is the attribute that names a script's file, nil where the script stands in
// the page: in pictures it is another one than elsewhere.
func (e *element) source() *attr {
	if e.space != "svg" {
		return e.get("src")
	}
	if a := e.get("href"); a != nil {
		return a
	}
	return e.get("xlink:href")
}

// sourceName is what that attribute is called.
func (e *element) sourceName() string {
	if e.space == "svg" {
		return "href"
	}
	return "src"
}
