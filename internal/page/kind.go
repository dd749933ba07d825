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
// is a JavaScript MIME type or nothing.)
func scriptKind(e *element) Kind {
	switch t := strings.ToLower(strings.TrimSpace(e.value("type"))); {
	case t == "module":
		return ModuleScript
	case t == "", slices.Contains([]string{
		"text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript",
		"application/x-javascript", "text/x-javascript", "text/jscript",
	}, t):
		return ClassicScript
	}
	return 0
}
