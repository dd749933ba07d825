package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// write puts the files of an archive into a directory and reads them as an output.
func write(t *testing.T, archive string) output {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		projecttest.Write(t, name, f.Data)
	}
	files, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const before = `
-- .paintbox/report.json --
{"total":1}
-- assets/a-AAAAAAAA.js --
import"./b-BBBBBBBB.js";
-- assets/b-BBBBBBBB.js --
log(1)
-- index.html --
<script src=assets/a-AAAAAAAA.js>
`

func TestCompare(t *testing.T) {
	for name, test := range map[string]struct {
		replace []string // old and new texts of the archive
		want    []string // what differs, base and work
	}{
		"equal":   {nil, nil},
		"bytes":   {[]string{"log(1)", "log(2)"}, []string{"assets/b-BBBBBBBB.js assets/b-BBBBBBBB.js"}},
		"missing": {[]string{"-- index.html --\n<script src=assets/a-AAAAAAAA.js>\n", ""}, []string{"index.html "}},
		"new":     {[]string{"-- index.html --", "-- other.html --\n-- index.html --"}, []string{" other.html"}},
		"hidden":  {[]string{"total\":1", "total\":2"}, []string{".paintbox/report.json .paintbox/report.json"}},
		"renamed": {[]string{"log(1)", "log(2)", "BBBBBBBB", "CCCCCCCC", "AAAAAAAA", "DDDDDDDD"}, []string{
			"assets/b-BBBBBBBB.js assets/b-CCCCCCCC.js", // what changed comes first, what only names it last
			"assets/a-AAAAAAAA.js assets/a-DDDDDDDD.js",
			"index.html index.html",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			after := strings.NewReplacer(test.replace...).Replace(before)
			var got []string
			for _, d := range compare(write(t, before), write(t, after)) {
				got = append(got, d.base+" "+d.work)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCompareFindsTheFirstByte(t *testing.T) {
	for _, test := range []struct {
		was, is string
		offset  int
	}{
		{"import\"./b-BBBBBBBB.js\";one", "import\"./b-CCCCCCCC.js\";two", 24}, // past the hash
		{"import\"./b-BBBBBBBB.js\";", "import\"./b-CCCCCCCC.js\";", 11},       // nothing but the hash
		{"one", "one more", 3},
		{"", "one", 0},
	} {
		found := compare(output{messages: []byte(test.was)}, output{messages: []byte(test.is)})
		if len(found) != 1 || found[0].offset != test.offset {
			t.Errorf("%q and %q: got %+v, want offset %d", test.was, test.is, found, test.offset)
		}
	}
}
