package main

import (
	"encoding/json"

	"github.com/paintbox-build/paintbox/internal/inputs"
	"github.com/paintbox-build/paintbox/internal/pipeline"
)

// onlyInputs leaves standard output to the list of inputs, where that is asked for.
func (a *app) onlyInputs(f *buildFlags) error {
	if !f.inputs {
		return nil
	}
	if a.json || len(f.judge.reporters) > 0 || len(f.why) > 0 {
		return usageError("leave out the others", "--print-inputs stands alone on standard output")
	}
	a.quiet = true
	return nil
}

// inputs prints what a build has read and looked for, as paths relative to the
// project; complete is false where Node ran, of which nobody knows what it reads.
func (a *app) inputs(list *pipeline.Inputs) error {
	if list == nil {
		return nil
	}
	out := struct {
		Complete    bool     `json:"complete"`
		Files       []string `json:"files"`
		Directories []string `json:"directories"`
		Links       []string `json:"links"`
		Missing     []string `json:"missing"`
	}{list.Complete, []string{}, []string{}, []string{}, []string{}}
	for _, in := range list.List {
		to := map[inputs.Kind]*[]string{inputs.File: &out.Files, inputs.Directory: &out.Directories, inputs.Link: &out.Links, inputs.Nothing: &out.Missing}[in.Kind]
		*to = append(*to, in.Path)
	}
	e := json.NewEncoder(a.stdout)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
