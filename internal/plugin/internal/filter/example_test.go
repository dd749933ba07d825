package filter_test

import (
	"encoding/json"
	"fmt"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
)

// A hook says in JavaScript's expressions what it is for. What Go has no
// expression for passes: the hook has the last word.
func ExampleNew() {
	for _, id := range []string{`\\.vue$`, `(?<!\\.d)\\.ts$`} {
		var hook filter.Hook
		if err := json.Unmarshal([]byte(`{"name": "load", "filter": {"id": {"include": [{"source": "`+id+`"}]}}}`), &hook); err != nil {
			fmt.Println(err)
		}
		f := filter.New(hook)
		fmt.Println(f.Passes(filter.Subject{ID: "/src/page.vue"}), f.Passes(filter.Subject{ID: "/src/page.js"}))
	}
	// Output:
	// true false
	// true true
}
