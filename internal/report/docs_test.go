package report

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/budgets"
)

// docs/budgets.md has to name everything that a user can write or read.
func TestDocumentationIsComplete(t *testing.T) {
	text, err := os.ReadFile("../../docs/budgets.md")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, k := range budgets.Kinds() {
		want[k.Name] = true
	}
	want[string(budgets.MeasureRaw)] = true // the others are codings: docs/configuration.md lists them
	for _, f := range Formats() {
		want[f.Name] = true
	}
	keysOfType(reflect.TypeFor[doc](), want)
	for name := range want {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/budgets.md does not explain `%s`", name)
		}
	}
	if !strings.Contains(string(text), Marker) {
		t.Error("docs/budgets.md does not show the marker of a comment")
	}
}

// keysOfType collects the JSON keys of a type and of what it holds.
func keysOfType(typ reflect.Type, keys map[string]bool) {
	if typ == reflect.TypeFor[sizes]() {
		return // its keys are the measures
	}
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice:
		keysOfType(typ.Elem(), keys)
	case reflect.Struct:
		for f := range typ.Fields() {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && f.Type != reflect.TypeFor[sizes]() {
				keys[name] = true
			} else if name == "" && !f.Anonymous {
				continue
			}
			keysOfType(f.Type, keys)
		}
	default:
	}
}
