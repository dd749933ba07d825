package pipeline

import (
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// alone are packages that keep what they know in their own modules: what one copy
// was told another does not know, so that hooks, contexts and stores of one fail in
// the other.
func alone(name string) bool {
	return slices.Contains([]string{"react", "react-dom", "preact", "vue", "svelte", "solid-js", "@angular/core", "lit", "@emotion/react", "styled-components", "mobx", "react-redux"}, name)
}

// copies warns of such packages that the build holds more than once.
func copies(build asset.Build) []asset.Message {
	found := map[string][]string{}
	for _, in := range build.Inputs {
		if !in.Published || !alone(in.Package) {
			continue
		}
		if strings.Contains(in.Path, ":") {
			continue // it stands for another module
		}
		end := strings.LastIndex(in.Path, "node_modules/"+in.Package+"/")
		if end < 0 {
			continue // a workspace has one
		}
		dir := path.Clean(in.Path[:end] + "node_modules/" + in.Package)
		if !slices.Contains(found[in.Package], dir) {
			found[in.Package] = append(found[in.Package], dir)
		}
	}
	var list []asset.Message
	for _, in := range build.Inputs { // by their order
		dirs := found[in.Package]
		if len(dirs) > 1 {
			m := asset.Message{Text: in.Package + " is in the build " + times(len(dirs)) + ", and one copy knows nothing of another: " + strings.Join(dirs, ", "), Note: "install one version for all"}
			if own := "node_modules/" + in.Package; slices.Contains(dirs, own) {
				m.Note += ", or lead every import to one: \"alias\": { \"" + in.Package + "\": \"./" + own + "\" }"
			}
			list = append(list, m)
			delete(found, in.Package)
		}
	}
	return list
}

func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return "several times"
}
