package link

import (
	"regexp"
	"testing"
)

// Matchers say what these expressions say.
func TestMatchers(t *testing.T) {
	texts := []string{
		"", "a", "./a.js", "../a.ts", "/a", "//a", "/", "@", "@a", "@/a", "@a/b", "@a/b/c.css", "@a//b", "a b", "a-b/c", "a.b_c", "~a", "ä", "a/ä", "#a", "https://a/b.css",
		"a?url", "?url", "a?raw&b", "a?rawer", "a?b?url", "a?inline", "a?no-inline&url", "a&url", "a.svg?react", "a.svg?component#b",
		"a%20b", "%2", "%g0", "%%20", "a%", "a%2F", "react/jsx-runtime", "react/jsx-runtime2", "react/jsx-dev-runtime",
		"fs", "node:fs", "node:fs/promises", "node:", "node:test-a", "fs/promises", "fs/", "util/types", "path/posix", "a/fs", "wasi", "constants", "string_decoder",
		"paintbox-page:a", "paintbox-page", "paintbox-page2:a", "xpaintbox-page:a",
		"/p/a.css", "/p/a.pcss", "/p/a.css.js", "/p/a.less", "/p/a.sass", "/p/a.scss", "/p/a.styl", "/p/a.stylus", "/p/a.b-css", "/p.css/a", "css", ".css",
		"/p/a.cjs", "/p/a.mtsx", "/p/a.jsxx", "/p/a.xjs", "/p/js", "/p/a.d.ts", "/p/a.JS",
		"/p/tsconfig.json", "/p/jsconfig.base.json", "tsconfig.json", `C:\p\tsconfig.json`, "/p/atsconfig.json", "/p/tsconfigjson", "/tsconfig.a/b.json", "/p/a.jsonc", "/p/tsconfi.json",
	}
	for expression, match := range map[string]func(string) bool{
		"^" + Page.prefix():                  Page.begins,
		`.`:                                  named,
		`^(@[^/]+/[\w.-]|[\w-])[\w.-]*(/|$)`: isBare,
		`^[^?]+\?(url|raw|inline|no-inline|worker|sharedworker|react|component|init)(&|$)`: isSuffixed,
		`^react/jsx-runtime$`:                      isRuntime,
		`^(url|data-url|bundle-text):.`:            isSchemed,
		"[%#?*\"\\\\\n\r\t]":                       isOdd,
		`^/[^/]`:                                   isRooted,
		`\.\w*(css|less|sass|styl)$`:               endsLikeSheet,
		`\.[cm]?[jt]sx?$`:                          isScript,
		`(\.jsonc|[\\/][jt]sconfig[^\\/]*\.json)$`: isCommented,
		`^(node:[\w/]+|fs(/promises)?|util(/types)?|path/posix|wasi|constants|string_decoder)$`: isBuiltin,
	} {
		for _, text := range texts {
			if got, want := match(text), regexp.MustCompile(expression).MatchString(text); got != want {
				t.Errorf("%q: %v, but %s says %v", text, got, expression, want)
			}
		}
	}
}
