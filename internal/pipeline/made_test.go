package pipeline

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/plugin"
)

// What a tool adds to a page of its own comes where elements are, and not where a
// comment, a script or a field only looks like them.
func TestCompleted(t *testing.T) {
	added := &plugin.Page{Head: "<meta name=h>", Body: "<p>b</p>", Drop: []string{"old.js", "old.css"}}
	for _, test := range []struct{ name, text, want string }{
		{"a page", "<html><head><title>t</title></head><body>x</body></html>", "<html><head><title>t</title><meta name=h></head><body>x<p>b</p></body></html>"},
		{"no end of the head", "<!doctype html><html><head><title>t</title><body>x", "<!doctype html><html><head><meta name=h><title>t</title><body>x<p>b</p>"},
		{"no head", "<!doctype html><p>x", "<!doctype html><meta name=h><p>x<p>b</p>"},
		{"nothing but text", "x", "<meta name=h>x<p>b</p>"},
		{"in a comment", "<head><!-- </head> --></head><body><!-- </body> --></body>", "<head><!-- </head> --><meta name=h></head><body><!-- </body> --><p>b</p></body>"},
		{"in a script", "<head><script>e = '</head>'</script></head><body><script>x = '</body>'</script></body>", "<head><script>e = '</head>'</script><meta name=h></head><body><script>x = '</body>'</script><p>b</p></body>"},
		{"what is left out", "<head><link rel=stylesheet\nhref='old.css'><link href=new.css></head><body><script src=\"old.js\" data-a='x>y'></script><!-- <script src=old.js></script> --></body>",
			"<head>\n<link href=new.css><meta name=h></head><body><!-- <script src=old.js></script> --><p>b</p></body>"},
	} {
		if got := completed(test.text, added); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Scripts of a page wait for the global names that they use, wherever an attribute
// holds what looks like the end of a tag; what does not run stays as it is.
func TestKnowing(t *testing.T) {
	scripts := []plugin.Script{{Path: "g.js", Global: "G", Exported: "all"}}
	for text, held := range map[string]bool{
		"<script>G.a()</script>":                      true,
		"<script data-a='x>y' nonce=n>G.a()</script>": true,
		"<SCRIPT>G.a()</SCRIPT>":                      true,
		"<script>other()</script>":                    false,
		"<script>let x = o.G</script>":                false,
		"<script type=module>G.a()</script>":          false,
		"<script src=x.js>G.a()</script>":             false,
		"<!-- <script>G.a()</script> -->":             false,
		"<textarea><script>G.a()</script></textarea>": false,
		"<template><script>G.a()</script></template>": false,
	} {
		got := knowing(text, scripts)
		if !held {
			if got != text {
				t.Errorf("%s becomes %s", text, got)
			}
			continue
		}
		start, rest, _ := strings.Cut(text, text[7:])
		if !strings.HasPrefix(got, start+` type="`) || !strings.Contains(got, rest) || !strings.HasSuffix(got, "</script>") || strings.Count(got, "G.a()") != 1 || !strings.Contains(got, `import * as paintbox_G from "/g.js"`) {
			t.Errorf("%s becomes %s", text, got)
		}
	}
}
