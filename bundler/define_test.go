package bundler

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// What only Vue's devtools need is left out, unless the user wants them.
func TestVueFlags(t *testing.T) {
	dir := t.TempDir()
	projecttest.Write(t, filepath.Join(dir, "page.js"), []byte(`import { devtools, legacy } from "./tools.js";
		if (typeof __VUE_PROD_DEVTOOLS__ !== "undefined" && __VUE_PROD_DEVTOOLS__) devtools(); if (__VUE_OPTIONS_API__) legacy();`))
	projecttest.Write(t, filepath.Join(dir, "tools.js"), []byte(`export const devtools = () => console.log("text devtools"), legacy = () => console.log("text options");`))
	for value, want := range map[string]bool{"": false, "true": true} {
		o := Options{Dir: dir}
		if value != "" {
			o.Define = map[string]string{"__VUE_PROD_DEVTOOLS__": value}
		}
		b, err := split(t.Context(), o, sources([]string{"page.js"}), chunker.Options{})
		if err != nil {
			t.Fatal(err)
		}
		code := loads(t, b, "page.js")
		if strings.Contains(code, "text devtools") != want || !strings.Contains(code, "text options") {
			t.Errorf("with __VUE_PROD_DEVTOOLS__ %q, devtools are there: %v, want %v: %s", value, !want, want, code)
		}
	}
}
