package filter

import "testing"

// A filter passes what its hook may have to do with.
func TestFilter(t *testing.T) {
	file := "file"
	rollup := func(id, code *listDescription) Hook {
		return Hook{Filter: &filterDescription{ID: id, Code: code}}
	}
	include := func(list ...patternDescription) *listDescription { return &listDescription{Include: list} }
	tests := []struct {
		name string
		hook Hook
		of   Subject
		want bool
	}{
		{"no filter", Hook{}, Subject{ID: "/a.js"}, true},
		{"id", rollup(include(patternDescription{Source: `\.vue$`}), nil), Subject{ID: "/a.vue"}, true},
		{"other id", rollup(include(patternDescription{Source: `\.vue$`}), nil), Subject{ID: "/a.js"}, false},
		{"excluded", rollup(&listDescription{Exclude: []patternDescription{{Source: `node_modules`}}}, nil), Subject{ID: "/node_modules/a.js"}, false},
		{"open include", rollup(include(patternDescription{Source: `(?=a)b`}), nil), Subject{ID: "/a.js"}, true},
		{"open exclude", rollup(&listDescription{Exclude: []patternDescription{{Source: `(?=a)b`}}}, nil), Subject{ID: "/a.js"}, true},
		{"code unknown", rollup(nil, include(patternDescription{Text: "ORDER"})), Subject{ID: "/a.js"}, true},
		{"code", rollup(nil, include(patternDescription{Text: "ORDER"})), Subject{ID: "/a.js", Text: []byte("x ORDER")}, true},
		{"other code", rollup(nil, include(patternDescription{Text: "ORDER"})), Subject{ID: "/a.js", Text: []byte("x")}, false},
		{"nothing included", rollup(include(), nil), Subject{ID: "/a.js"}, false},
		{"esbuild, query apart", Hook{Any: []patternDescription{{Source: `\.js$`}}}, Subject{ID: "/a.js?x"}, true},
		{"esbuild, file", Hook{Any: []patternDescription{{Source: `.`, Namespace: &file}}}, Subject{ID: "/a.js"}, true},
		{"esbuild, namespace", Hook{Any: []patternDescription{{Source: `.`, Namespace: &file}}}, Subject{ID: "/a.js", Namespace: "x"}, false},
		{"esbuild, nothing registered", Hook{Any: []patternDescription{}}, Subject{ID: "/a.js"}, false},
	}
	for _, test := range tests {
		described := test.hook
		if test.name == "nothing included" {
			described.Filter.ID.Include = []patternDescription{}
		}
		if got := New(described).Passes(test.of); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
