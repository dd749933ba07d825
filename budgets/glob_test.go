package budgets

import "testing"

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern, name string
		want          bool
	}{
		{"a/b.js", "a/b.js", true},
		{"a/*.js", "a/b.js", true},
		{"a/*.js", "a/b/c.js", false},
		{"*.js", "a/b.js", false},
		{"**/*.js", "b.js", true},
		{"**/*.js", "a/b/c.js", true},
		{"a/**", "a/b/c.js", true},
		{"a/**/c.js", "a/c.js", true},
		{"a/**/c.js", "a/b/b/c.js", true},
		{"a/**/c.js", "a/b/d.js", false},
		{"**", "anything/at/all", true},
		{"a?c", "abc", true},
		{"a?c", "a/c", false},
		{"[ab].js", "b.js", true},
		{"[id].tsx", "[id].tsx", true},
		{"*.{js,css}", "a.css", true},
		{"*.{js,css}", "a.html", false},
		{"{a,b/{c,d}}/x", "b/d/x", true},
		{"a{,-*}.js", "a.js", true},
		{"a{,-*}.js", "a-2.js", true},
		{"a{b", "a{b", true},
		{"", "", true},
		{"a", "", false},
	} {
		if got := match(tt.pattern, tt.name); got != tt.want {
			t.Errorf("match(%q, %q) = %v", tt.pattern, tt.name, got)
		}
	}
}
