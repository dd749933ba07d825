package config

import (
	"os"
	"path/filepath"
	"testing"
)

// TestDraws: a script draws by what it runs, not by what its comments and strings
// say, and mounts into the element that it names.
func TestDraws(t *testing.T) {
	for text, want := range map[string]struct {
		draws bool
		mount string
	}{
		`createRoot(document.getElementById("root")!).render(<App />)`:     {true, "root"},
		"ReactDOM.render(<App>it's</App>, document.querySelector('#app'))": {true, "app"},
		"new Vue({ el: `#app` })":                                       {true, "app"},
		"createApp (App).$mount('#root')":                               {true, "root"},
		"document['body'].append('a')":                                  {true, ""},
		"// document.body, getElementById('root')\nexport const a = 1":  {false, ""},
		"/* createApp() '#app' */ export {}":                            {false, ""},
		`const text = "document.getElementById('root')", no = "a #app"`: {false, ""},
		"const re = /document.body/, tag = `new Vue ${1} #root`":        {false, ""},
		"const documents = {}; documents.a = rendering(b)":              {false, ""},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "main.tsx"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		c := &Config{Dir: dir}
		if got := c.Draws("main.tsx"); got != want.draws {
			t.Errorf("%s: draws %v", text, got)
		}
		if got := mount([]byte(text)); got != want.mount {
			t.Errorf("%s: mounts into %q, want %q", text, got, want.mount)
		}
	}
}
