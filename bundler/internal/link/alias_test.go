package link

import "testing"

// TestHasAlias: an alias is a key below "alias" or "paths", or what an element
// finds, and not what a comment or another key says.
func TestHasAlias(t *testing.T) {
	for config, want := range map[string]bool{
		`{ "compilerOptions": { "paths": { "@/*": ["src/*"] } } }`:       true,
		`{ resolve: { alias: { '@': path.resolve("src") } } }`:           true,
		"{ alias: { `@/`: './src' } }":                                   true,
		`{ alias: [{ find: '@', replacement: '/src' }] }`:                true,
		`{ alias: { /* old */ "a": "b", // more` + "\n" + `"@": "c" } }`: true,
		`{ alias: { at: 'src' } }`:                                       true,
		`{ "@": 1, alias: {} }`:                                          false,
		`{ alias: { /* "@": 1 */ } }`:                                    false,
		`{ alias: { a: '"@": 1' } } // "@": 1`:                           false,
		`// alias:` + "\n" + `x = { "@": 1 }`:                            false,
		`{ "paths": { "@app/*": ["app/*"] } }`:                           false,
		`{ alias: { "@@": 1 }, exclude: ["@", "x"] }`:                    false,
	} {
		if got := hasAlias([]byte(config), []string{"@", "at"}); got != want {
			t.Errorf("%s: %v", config, got)
		}
	}
}
