package config

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler"
)

// The configuration takes the loaders that the linker knows, and no other.
func TestLoaderNames(t *testing.T) {
	field, _ := reflect.TypeFor[Config]().FieldByName("Loader")
	names := strings.Split(field.Tag.Get("enum"), ",")
	slices.Sort(names)
	if !slices.Equal(names, bundler.LoaderNames()) {
		t.Errorf("the configuration has %v, the linker %v", names, bundler.LoaderNames())
	}
}
