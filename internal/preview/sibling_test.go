package preview_test

import (
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// encoded is a text in a coding.
func encoded(t *testing.T, c coding.Coding, text string) string {
	t.Helper()
	data, _, err := c.Encoder().Encode(t.Context(), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A sibling that decodes to something else, or to nothing, is not sent, and it is said
// once; the others of the same file are.
func TestStaleSiblingsAreNotSent(t *testing.T) {
	for _, c := range coding.Table() {
		dir := t.TempDir()
		write := func(name, text string) { projecttest.Write(t, filepath.Join(dir, name), []byte(text)) }
		write("a.js", "new")
		write("b.js", "new")
		for _, other := range coding.Table() {
			write("a.js"+other.Suffix, encoded(t, other, "new"))
		}
		write("a.js"+c.Suffix, encoded(t, c, "old"))
		write("b.js"+c.Suffix, "no such thing")
		settle(t, dir)
		h, err := preview.New(dir, "/")
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		h.Report = func(text string) { said = append(said, text) }
		server := httptest.NewServer(h)
		for range 3 {
			for _, path := range []string{"/a.js", "/b.js"} {
				if response, body := get(t, server, "GET", path, "Accept-Encoding: "+c.Token); response.Header.Get("Content-Encoding") != "" || body != "new" {
					t.Errorf("%s, %s: %q as %q", c.Name, path, body, response.Header.Get("Content-Encoding"))
				}
			}
		}
		for _, other := range coding.Table() {
			if response, _ := get(t, server, "GET", "/a.js", "Accept-Encoding: "+other.Token); other.Token != c.Token && response.Header.Get("Content-Encoding") != other.Token {
				t.Errorf("beside a stale %s, %s is not sent", c.Name, other.Name)
			}
		}
		server.Close()
		want := []string{
			"a.js" + c.Suffix + " does not decode to a.js and is not sent (compress the file anew, or remove its sibling)",
			"b.js" + c.Suffix + " does not decode to b.js and is not sent (compress the file anew, or remove its sibling)",
		}
		if !slices.Equal(said, want) {
			t.Errorf("%s: said %q", c.Name, said)
		}
	}
}
