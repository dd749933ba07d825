package sourcemap_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// A source with a line before it, and where the word value comes from.
func Example() {
	const source, text = "let value = 1;\n", "// made\nlet value = 1;\n"
	data, err := sourcemap.Splice(text, "a.js", source, []sourcemap.Span{{At: len("// made\n"), Len: len(source)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := sourcemap.Parse(data, []byte(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	point, ok := m.At(len("// made\nlet "))
	fmt.Println(ok, m.Sources[point.Source], "line", point.Line, "column", point.Column)
	// Output: true a.js line 0 column 4
}
