package sourcemap

import (
	"strings"
	"testing"
)

// Sources get other names, and what leads to one without a name leads nowhere.
func TestRename(t *testing.T) {
	data := `{"version":3,"sources":["a.js","made:b","c.js"],"sourcesContent":["a","b","c"],"names":["x"],"mappings":"AAAAA,CCAA,CCAA"}`
	got, err := Rename([]byte(data), func(source string) string {
		if strings.HasPrefix(source, "made:") {
			return ""
		}
		return "../" + source
	})
	want := `{"version":3,"sources":["../a.js","../c.js"],"sourcesContent":["a","c"],"names":["x"],"mappings":"AAAAA,C,CCAA"}` + "\n"
	if err != nil || string(got) != want {
		t.Errorf("%s %v, want %s", got, err, want)
	}
	for _, wrong := range []string{"{", `{"sources":[],"mappings":"AAAA"}`, `{"sources":["a"],"names":[],"mappings":"AAAAA"}`} {
		if _, err := Rename([]byte(wrong), strings.ToUpper); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}
