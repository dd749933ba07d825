package link_test

import (
	"maps"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Give makes other requirements of those that it is handed, which stay as they
// are, and says that there is more only where there is.
func TestGive(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"page.js": "import './a.js'; console.log(__dirname)", "a.js": "console.log(__filename)"})
	s, err := settings.Settle(settings.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	s.FreeNames = []string{"__dirname", "__filename"}
	l, err := link.New(s, []settings.Entry{{Name: "page", Source: "page.js"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	out, err := l.Run(t.Context(), link.Requirements{})
	if err != nil {
		t.Fatal(err)
	}
	use := func(module int, name string) link.NameUse {
		return link.NameUse{Module: module, Name: name}
	}
	sources := link.NewSources(s, out)
	name := out.Modules[0].Name

	held := []string{"__filename", "held by nobody else"}
	before := link.Requirements{Given: map[string][]string{name: held[:1]}, Texts: map[string]string{"a": "b"}}
	after, more := l.Give(before, sources, []link.NameUse{use(0, "__dirname"), use(0, "unheard"), use(0, "__filename"), use(1, "__filename")}, nil)
	want := map[string]int{name: 2, out.Modules[1].Name: 1}
	got := map[string]int{}
	for module, names := range after.Given {
		got[module] = len(names)
	}
	if !more || !maps.Equal(got, want) || after.Texts["a"] != "b" {
		t.Errorf("%v, %v", after, more)
	}
	if len(before.Given) != 1 || len(before.Given[name]) != 1 || held[1] != "held by nobody else" {
		t.Errorf("what was handed in became %v, %v", before, held)
	}
	again, more := l.Give(after, sources, []link.NameUse{use(0, "__dirname"), use(1, "__filename")}, nil)
	if more || len(again.Given) != len(after.Given) {
		t.Errorf("nothing new makes %v, %v", again, more)
	}
	waits := map[string][]string{name: {"./a.js"}}
	waiting, more := l.Give(after, sources, nil, waits)
	if !more || len(waiting.Given) != len(after.Given) || len(waiting.Waits) != 1 || after.Waits != nil {
		t.Errorf("what waits makes %v, %v", waiting, more)
	}
	if _, more := l.Give(waiting, sources, nil, waits); more {
		t.Error("what waits already makes more")
	}
}
