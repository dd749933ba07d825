package cut_test

import (
	"fmt"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// Each statement is told with the names that it declares, and with those that it
// uses only in functions.
func ExampleScan() {
	f := cut.Scan([]byte("// a.js\nvar a = 1, f = () => a;\nf();\n"), func(name string) bool { return name == "a.js" })
	for _, s := range f.Statements {
		fmt.Print(f.Regions[s.Region], ": ", strings.TrimSpace(string(f.Source[s.Start:s.End])), " effect=", s.Effect)
		for _, r := range s.Refs {
			switch {
			case r.Flags&cut.RefDeclared != 0:
				fmt.Print(" declares ", f.Names[r.Name])
			case r.Flags&cut.RefLazy != 0:
				fmt.Print(" may use ", f.Names[r.Name])
			default:
				fmt.Print(" uses ", f.Names[r.Name])
			}
		}
		fmt.Println()
	}
	// Output:
	// a.js: var a = 1 effect=false declares a
	// a.js: f = () => a effect=false declares f may use a
	// a.js: f() effect=true uses f
}
