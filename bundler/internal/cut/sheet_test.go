package cut

import (
	"fmt"
	"strings"
	"testing"
)

func TestScanSheet(t *testing.T) {
	for text, want := range map[string]string{
		"":                          ``,
		"a { b: c }":                `0-10`,
		"/* a.css */\na { b: c }\n": `a.css 0-23`,
		"@import \"x\";\n/* a.css */\na {}\n/* b.css */\nb {}":       `0-13; a.css 13-30; b.css 30-46`,
		"/* a.css */\n/* none */\n a {}":                             `a.css 0-28`,
		"a {\n/* b.css */\n}":                                        `0-17`,
		" /* a.css */":                                               `0-12`,
		"a { b: \"}\\\"\n/* c.css */\n\" }":                          `0-27`,
		"a { b: '\n/* c.css */\n' }\n/* d.css */":                    `0-25; d.css 25-36`,
		"a { b: url(x{y) }\n/* c.css */":                             `0-18; c.css 18-29`,
		"/* a.css */\n.a\\[\\'\\'\\],.b\\{,.c\\\" {}\n/* b.css */\n": `a.css 0-36; b.css 36-48`,
		"/*/ a.css */":                                               `/ a.css 0-12`,
		"/* a.css":                                                   `0-8`,
		"/* a.css */a { b: \"":                                       `a.css 0-19`,
		"/* a.css */a { b: \"\\":                                     `a.css 0-20`,
		"/* a.css */a { b: url(":                                     `a.css 0-22`,
		"/* a.css */a { b: url(./c\\":                                `a.css 0-26 ./c\`,
		"/* a.css */\na { b: url(./c.svg) }\n/* b.css */\na { b: url(\"./c.svg\"), url('./d.svg#e'), url(./f.eot?#g), url(./c.svg) }\n": `a.css 0-34 ./c.svg; b.css 34-119 ./c.svg ./d.svg ./f.eot`,
		"a { b: image-set(\"./c.png\" 1x, url(/d.png) 2x), url(data:x) }":                                                               `0-61 ./c.png`,
		"a { b: url(\"./\\\"c\\\".svg\"), url(./d\\)\\20 e\\e9.svg) }":                                                                  `0-51 ./"c".svg ./d) eé.svg`,
		"/* url(./a.svg) \"./b.svg\" */":                                                                                                `0-28`,
	} {
		var list []string
		regions, whole := ScanSheet([]byte(text), func(name string) bool { return strings.HasSuffix(name, ".css") })
		if !whole {
			t.Errorf("%q is not whole", text)
		}
		for _, r := range regions {
			list = append(list, strings.Join(append(strings.Fields(r.Module), append([]string{fmt.Sprint(r.Start, "-", r.End)}, r.URLs...)...), " "))
		}
		if got := strings.Join(list, "; "); got != want {
			t.Errorf("%q is\n%s, want\n%s", text, got, want)
		}
	}
}

// A block of a source whose header is not found is told.
func TestScanSheetUnknown(t *testing.T) {
	const text = "/* a.css */\n" + SheetBlock + "1 {\n.a {}\n}\n/* b.css */\n" + SheetBlock + "2 {\n.b {}\n}\n"
	all := func(string) bool { return true }
	if regions, whole := ScanSheet([]byte(text), all); !whole || len(regions) != 2 {
		t.Errorf("%v, %v", regions, whole)
	}
	if _, whole := ScanSheet([]byte(text), func(name string) bool { return name != "b.css" }); whole {
		t.Error("a block that stays is not told")
	}
}
